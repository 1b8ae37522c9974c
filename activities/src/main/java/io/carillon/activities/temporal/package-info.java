/** The way to Temporal: one client for API and worker. Start with TemporalConfiguration. */
@NullMarked
package io.carillon.activities.temporal;

import org.jspecify.annotations.NullMarked;
