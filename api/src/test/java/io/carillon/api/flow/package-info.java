/** Flows over HTTP. */
@NullMarked
package io.carillon.api.flow;

import org.jspecify.annotations.NullMarked;
