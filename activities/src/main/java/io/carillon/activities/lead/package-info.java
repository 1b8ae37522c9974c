/** Lead rows, their decisions and their zones. Start with LeadStore. */
@NullMarked
package io.carillon.activities.lead;

import org.jspecify.annotations.NullMarked;
