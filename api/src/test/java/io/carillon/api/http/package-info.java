/** What every request goes through, over real HTTP. */
@NullMarked
package io.carillon.api.http;

import org.jspecify.annotations.NullMarked;
