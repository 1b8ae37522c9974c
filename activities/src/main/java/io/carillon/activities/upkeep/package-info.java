/**
 * Ends truthfully what crashes and operators left open: rows without workflows, news nobody was
 * told. Start with Sweeper.
 */
@NullMarked
package io.carillon.activities.upkeep;

import org.jspecify.annotations.NullMarked;
