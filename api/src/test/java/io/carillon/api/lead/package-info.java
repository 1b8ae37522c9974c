/** Leads over HTTP. */
@NullMarked
package io.carillon.api.lead;

import org.jspecify.annotations.NullMarked;
