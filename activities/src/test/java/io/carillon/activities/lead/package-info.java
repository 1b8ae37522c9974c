/** Leads against a real PostgreSQL. */
@NullMarked
package io.carillon.activities.lead;

import org.jspecify.annotations.NullMarked;
