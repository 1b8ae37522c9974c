/**
 * Signed deliveries to users' systems, and fetching from their addresses. Start with WebhookSender.
 */
@NullMarked
package io.carillon.activities.webhook;

import org.jspecify.annotations.NullMarked;
