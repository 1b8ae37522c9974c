@NullMarked
package io.carillon.api.stream;

import org.jspecify.annotations.NullMarked;
