/** What operators see in the Temporal Web UI beside the workflows themselves: search attributes. */
@NullMarked
package io.carillon.workflows.console;

import org.jspecify.annotations.NullMarked;
