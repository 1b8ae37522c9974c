/** Whether this process and what it needs are there. Start with HealthController. */
@NullMarked
package io.carillon.api.health;

import org.jspecify.annotations.NullMarked;
