/**
 * Ilyost. Start with IlyostDriver; a verb becomes a request in IlyostScript, and what Ilyost says
 * is read in IlyostCallbacks. "Ilyost docs" are its own API examples, "Ilyost server" is the source
 * of its server as it was published; what runs there may differ from both.
 */
@NullMarked
package io.carillon.activities.carrier.ilyost;

import org.jspecify.annotations.NullMarked;
