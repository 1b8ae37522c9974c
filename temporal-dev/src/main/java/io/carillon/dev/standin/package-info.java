/**
 * What the stand-ins of real carriers share: the people at the other end, carrier time with its
 * speed, faults drawn from a seed, the append-only log of dial requests, and the sending of
 * callbacks. A stand-in is written from its carrier's documentation alone; it uses nothing of our
 * drivers, and they use nothing of it. Start with LocalServer and Person.
 */
@NullMarked
package io.carillon.dev.standin;

import org.jspecify.annotations.NullMarked;
