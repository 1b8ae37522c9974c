/** Holidays of regions. */
@NullMarked
package io.carillon.activities.holiday;

import org.jspecify.annotations.NullMarked;
