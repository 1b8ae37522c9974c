/**
 * What places calls. Start with CarrierDriver: the port every carrier implements; Script is what is
 * spoken, CarrierEvent what comes back.
 */
@NullMarked
package io.carillon.activities.carrier;

import org.jspecify.annotations.NullMarked;
