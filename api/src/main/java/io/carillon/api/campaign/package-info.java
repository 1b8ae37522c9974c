/**
 * Campaigns over HTTP. Start with CampaignController; CampaignReader reads and CampaignJson shows
 * one.
 */
@NullMarked
package io.carillon.api.campaign;

import org.jspecify.annotations.NullMarked;
