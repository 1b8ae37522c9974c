/** Caller ids, suppressions and carrier accounts over HTTP. Start with CallerIdController. */
@NullMarked
package io.carillon.api.number;

import org.jspecify.annotations.NullMarked;
