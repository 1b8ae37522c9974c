/**
 * Calling hours as pure arithmetic over instants and zones. Start with CallingHours, then Openings;
 * JointHours puts several together. Called by activities only: zone rules are data.
 */
@NullMarked
package io.carillon.workflows.schedule;

import org.jspecify.annotations.NullMarked;
