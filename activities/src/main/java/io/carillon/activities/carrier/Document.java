package io.carillon.activities.carrier;

/** What a carrier is answered: instructions in its own language. */
public record Document(String contentType, String text) {}
