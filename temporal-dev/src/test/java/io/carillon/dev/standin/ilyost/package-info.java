/** The stand-in for Ilyost, on a stage of moved time. Start with Stage. */
@NullMarked
package io.carillon.dev.standin.ilyost;

import org.jspecify.annotations.NullMarked;
