/**
 * A call's row from claim to result. Start with Gate (whether and when the request leaves) and
 * Outcomes (what its end means).
 */
@NullMarked
package io.carillon.activities.call;

import org.jspecify.annotations.NullMarked;
