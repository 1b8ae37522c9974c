/** Webhook endpoints, their deliveries, and the list of events. Start with EndpointController. */
@NullMarked
package io.carillon.api.webhook;

import org.jspecify.annotations.NullMarked;
