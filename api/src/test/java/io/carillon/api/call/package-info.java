/** Calls over HTTP. */
@NullMarked
package io.carillon.api.call;

import org.jspecify.annotations.NullMarked;
