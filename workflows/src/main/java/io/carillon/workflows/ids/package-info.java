/** Names of things: a prefix and a UUIDv7 in Crockford base32. Start with Id. */
@NullMarked
package io.carillon.workflows.ids;

import org.jspecify.annotations.NullMarked;
