/** The campaign part of the API over real HTTP. */
@NullMarked
package io.carillon.api.campaign;

import org.jspecify.annotations.NullMarked;
