/**
 * Whom to call, when, how fast. Start with CampaignWorkflow and CampaignSettings; AfterCall decides
 * what an ended call means for its lead.
 */
@NullMarked
package io.carillon.workflows.campaign;

import org.jspecify.annotations.NullMarked;
