/**
 * Twilio, through its own SDK, which nobody else uses. Start with TwilioDriver; a script becomes a
 * document in TwilioScript, and what Twilio says is read in TwilioCallbacks.
 */
@NullMarked
package io.carillon.activities.carrier.twilio;

import org.jspecify.annotations.NullMarked;
