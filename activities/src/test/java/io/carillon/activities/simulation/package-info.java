/**
 * Weeks of dialing in memory: the gate's rules, retries and calling hours as production has them,
 * in a world drawn at random. Start with SimulationTest; World is what happens, the package oracle
 * judges it.
 */
@NullMarked
package io.carillon.activities.simulation;

import org.jspecify.annotations.NullMarked;
