/** Public holidays by region, worked out by Jollyday. Start with Holidays. */
@NullMarked
package io.carillon.activities.holiday;

import org.jspecify.annotations.NullMarked;
