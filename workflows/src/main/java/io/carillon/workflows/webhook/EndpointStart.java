package io.carillon.workflows.webhook;

import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;

/** Whose endpoint it is. */
public record EndpointStart(EndpointId endpoint, OrganizationId organization) {}
