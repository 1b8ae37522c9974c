/**
 * What was left open and ended by somebody else than its own workflow: named, counted, and said in
 * the lead's trace. Start with Reconciled.
 */
@NullMarked
package io.carillon.activities.reconcile;

import org.jspecify.annotations.NullMarked;
