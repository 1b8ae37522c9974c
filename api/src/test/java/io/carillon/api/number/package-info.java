/** The number part of the API over real HTTP. */
@NullMarked
package io.carillon.api.number;

import org.jspecify.annotations.NullMarked;
