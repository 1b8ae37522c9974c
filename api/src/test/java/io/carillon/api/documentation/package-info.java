/** The document says what the API does, and the API does what it says. */
@NullMarked
package io.carillon.api.documentation;

import org.jspecify.annotations.NullMarked;
