package io.carillon.activities.settings;

import io.carillon.workflows.campaign.CampaignSettings;

import tools.jackson.databind.json.JsonMapper;

/**
 * The one way campaign settings are written to and read from their column: component names as they
 * are in the record, durations in ISO 8601, unknown members ignored.
 */
public final class SettingsJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SettingsJson() {}

    public static String write(CampaignSettings settings) {
        return MAPPER.writeValueAsString(settings);
    }

    public static CampaignSettings read(String json) {
        return MAPPER.readValue(json, CampaignSettings.class);
    }
}
