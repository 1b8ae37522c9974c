/**
 * How carrier accounts are, by what their dials were answered: paused until a person acts, down
 * until a probe is answered, slowed for a while. The gate reads it, whoever settles a dial tells
 * it. Start with AccountHealth.
 */
@NullMarked
package io.carillon.activities.account;

import org.jspecify.annotations.NullMarked;
