/**
 * A stand-in for Ilyost. Sources of what it does: "Ilyost docs" are its own API examples, with the
 * section; "Ilyost server" is the source of its server as it was published, with the function. What
 * runs there may differ from both. Start with IlyostRoutes, then LiveCall.
 */
@NullMarked
package io.carillon.dev.standin.ilyost;

import org.jspecify.annotations.NullMarked;
