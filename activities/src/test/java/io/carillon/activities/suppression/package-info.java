/** Tests of the list of numbers not to be called. Start with SuppressionsTest. */
@NullMarked
package io.carillon.activities.suppression;

import org.jspecify.annotations.NullMarked;
