/**
 * Judges what was dialed after the fact, by the contract's words alone: nothing here uses the code
 * that decided. Start with Journal, which says what happened, then Oracle.
 */
@NullMarked
package io.carillon.activities.simulation.oracle;

import org.jspecify.annotations.NullMarked;
