/** Flows: read, checked, compiled, rendered into scripts. Start with CompiledFlow. */
@NullMarked
package io.carillon.activities.flow;

import org.jspecify.annotations.NullMarked;
