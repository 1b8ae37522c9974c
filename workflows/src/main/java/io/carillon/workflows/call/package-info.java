/**
 * One attempt on one number. Start with CallWorkflow, then DialOutcome and CarrierNews; CallResult
 * is the closed list of endings.
 */
@NullMarked
package io.carillon.workflows.call;

import org.jspecify.annotations.NullMarked;
