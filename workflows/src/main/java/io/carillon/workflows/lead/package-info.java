/** One person to reach. Start with LeadOutcome. */
@NullMarked
package io.carillon.workflows.lead;

import org.jspecify.annotations.NullMarked;
