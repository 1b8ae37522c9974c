/**
 * Whether the rows say what the product promises: invariants in SQL, over all organizations, and
 * against the carrier's own log. Start with Ledger; each invariant is a file of the resources'
 * folder of the same name, and says why it holds.
 */
@NullMarked
package io.carillon.activities.ledger;

import org.jspecify.annotations.NullMarked;
