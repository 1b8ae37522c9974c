/** The organization part of the API over real HTTP. */
@NullMarked
package io.carillon.api.organization;

import org.jspecify.annotations.NullMarked;
