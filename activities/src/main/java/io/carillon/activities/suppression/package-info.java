/** Numbers that must not be called. Start with Suppressions. */
@NullMarked
package io.carillon.activities.suppression;

import org.jspecify.annotations.NullMarked;
