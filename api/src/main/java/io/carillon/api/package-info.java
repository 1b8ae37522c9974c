/** Lets people in: HTTP, callbacks from carriers, security. */
@NullMarked
package io.carillon.api;

import org.jspecify.annotations.NullMarked;
