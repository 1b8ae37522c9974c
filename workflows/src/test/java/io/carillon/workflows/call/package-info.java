/** Behaviour of one call, on moved time. Start with CallWorkflowTest; CallScene is its stage. */
@NullMarked
package io.carillon.workflows.call;

import org.jspecify.annotations.NullMarked;
