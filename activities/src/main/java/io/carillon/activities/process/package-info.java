/** What a process must have before anything else of it begins. */
@NullMarked
package io.carillon.activities.process;

import org.jspecify.annotations.NullMarked;
