/**
 * Workflows decide. Domain values, workflow contracts and their implementations; no Spring, JDBC,
 * HTTP or clock.
 */
@NullMarked
package io.carillon.workflows;

import org.jspecify.annotations.NullMarked;
