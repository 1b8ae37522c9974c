/** Flows, their versions, and voices over HTTP. Start with FlowController. */
@NullMarked
package io.carillon.api.flow;

import org.jspecify.annotations.NullMarked;
