/** Twilio's stand-in, tested with moved time against its documentation. Start with Stage. */
@NullMarked
package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.NullMarked;
