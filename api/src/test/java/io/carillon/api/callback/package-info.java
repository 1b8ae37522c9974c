@NullMarked
package io.carillon.api.callback;

import org.jspecify.annotations.NullMarked;
