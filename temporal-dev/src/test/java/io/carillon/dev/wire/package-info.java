/**
 * What passes between two processes, and what a bad network does to it: a proxy of our own, and
 * readers that know from the bytes what the processes are doing. Start at {@link
 * io.carillon.dev.wire.Proxy}; what can be aimed at is {@link io.carillon.dev.wire.Mark}.
 */
@NullMarked
package io.carillon.dev.wire;

import org.jspecify.annotations.NullMarked;
