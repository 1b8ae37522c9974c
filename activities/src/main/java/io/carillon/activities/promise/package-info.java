/**
 * Whether the product keeps its promises, as figures an operator can watch: calls and leads that
 * nobody brings to their end, slots nobody uses, callbacks nobody was told of. What a dial or the
 * gate counts is counted where it happens. Start with PromiseMeters.
 */
@NullMarked
package io.carillon.activities.promise;

import org.jspecify.annotations.NullMarked;
