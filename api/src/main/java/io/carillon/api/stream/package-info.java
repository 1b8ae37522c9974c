/** Events as they happen, over connections that stay open. Start with StreamController. */
@NullMarked
package io.carillon.api.stream;

import org.jspecify.annotations.NullMarked;
