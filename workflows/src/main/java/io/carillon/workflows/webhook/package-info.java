/**
 * Signed events on their way out, one workflow per endpoint. Start with WebhookEndpointWorkflow.
 */
@NullMarked
package io.carillon.workflows.webhook;

import org.jspecify.annotations.NullMarked;
