/** What stand-ins share, tested with moved time. */
@NullMarked
package io.carillon.dev.standin;

import org.jspecify.annotations.NullMarked;
