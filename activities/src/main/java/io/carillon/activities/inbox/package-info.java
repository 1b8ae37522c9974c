/**
 * Where callbacks of carriers arrive: stored and applied before they are acknowledged, told to the
 * workflow afterwards. Start with CarrierInbox; CallSoFar holds the rules.
 */
@NullMarked
package io.carillon.activities.inbox;

import org.jspecify.annotations.NullMarked;
