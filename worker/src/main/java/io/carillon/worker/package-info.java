/** Runs it: which process runs what, how many, how fast. Start with Workers. */
@NullMarked
package io.carillon.worker;

import org.jspecify.annotations.NullMarked;
