@NullMarked
package io.carillon.activities.carrier.twilio;

import org.jspecify.annotations.NullMarked;
