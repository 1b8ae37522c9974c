/**
 * A stand-in for Twilio's Programmable Voice: the Calls and Recordings resources, TwiML, callbacks
 * with their signatures, and the account's rate, as far as their documentation tells; each quirk
 * names its page. It keeps its calls in memory, so a restart ends them without a word, where the
 * real ones would live on; the log of dial requests grows over restarts. Start with TwilioStandIn,
 * then TwilioCarrier and LiveCall.
 */
@NullMarked
package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.NullMarked;
