@NullMarked
package io.carillon.activities.upkeep;

import org.jspecify.annotations.NullMarked;
