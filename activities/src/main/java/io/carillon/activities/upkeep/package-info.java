/**
 * Ends truthfully what crashes, carriers and operators left open: rows without workflows, news
 * nobody was told, calls whose time is over. Start with Sweeper.
 */
@NullMarked
package io.carillon.activities.upkeep;

import org.jspecify.annotations.NullMarked;
