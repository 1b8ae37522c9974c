/** The whole API over HTTP against a real PostgreSQL. Start with ApiServer. */
@NullMarked
package io.carillon.api.testing;

import org.jspecify.annotations.NullMarked;
