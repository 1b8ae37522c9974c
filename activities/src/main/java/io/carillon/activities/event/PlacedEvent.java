package io.carillon.activities.event;

/** An event and the position it was given. */
public record PlacedEvent(UnplacedEvent event, long position) {}
