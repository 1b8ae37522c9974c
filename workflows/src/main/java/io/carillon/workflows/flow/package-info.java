/**
 * What happens after answer, as far as a workflow may know it: step names and branches, never
 * texts. Start with FlowOutline.
 */
@NullMarked
package io.carillon.workflows.flow;

import org.jspecify.annotations.NullMarked;
