@NullMarked
package io.carillon.api.webhook;

import org.jspecify.annotations.NullMarked;
