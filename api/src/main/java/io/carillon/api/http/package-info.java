/**
 * What every request goes through: its id, who asks, how often, idempotency, reading JSON, paging,
 * and problems. Start with ApiProblem (refusals) and JsonReader (bodies).
 */
@NullMarked
package io.carillon.api.http;

import org.jspecify.annotations.NullMarked;
