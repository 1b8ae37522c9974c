/** Where carriers tell what happens on calls. Start with CarrierCallbacks. */
@NullMarked
package io.carillon.api.callback;

import org.jspecify.annotations.NullMarked;
