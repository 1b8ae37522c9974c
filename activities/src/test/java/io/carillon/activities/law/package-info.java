/** The lawful floor, row by row. */
@NullMarked
package io.carillon.activities.law;

import org.jspecify.annotations.NullMarked;
