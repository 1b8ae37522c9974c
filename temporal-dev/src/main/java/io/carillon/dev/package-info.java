/** The whole stack on a laptop; nothing here is needed in production. Start with Up. */
@NullMarked
package io.carillon.dev;

import org.jspecify.annotations.NullMarked;
