/**
 * The simulated carrier: a server with personas that speaks HTTP and callbacks like a real one, and
 * its driver. Start with SimulatorDriver.
 */
@NullMarked
package io.carillon.activities.carrier.simulator;

import org.jspecify.annotations.NullMarked;
