/** Ilyost's driver against a host that keeps what it is asked. Start with Ilyosts. */
@NullMarked
package io.carillon.activities.carrier.ilyost;

import org.jspecify.annotations.NullMarked;
