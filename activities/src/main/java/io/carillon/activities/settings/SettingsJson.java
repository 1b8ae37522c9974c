package io.carillon.activities.settings;

import io.carillon.workflows.campaign.CampaignSettings;

import tools.jackson.databind.json.JsonMapper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one way campaign settings are written to and read from their column: component names as they
 * are in the record, durations in ISO 8601, unknown members ignored.
 */
public final class SettingsJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Every lock of a call reads its campaign's, and they hardly ever change. */
    private static final Map<String, CampaignSettings> LATELY =
            Collections.synchronizedMap(new Lately());

    private SettingsJson() {}

    /** By their text; those read last are kept. */
    private static final class Lately extends LinkedHashMap<String, CampaignSettings> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 256;

        Lately() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CampaignSettings> eldest) {
            return size() > MOST;
        }
    }

    public static String write(CampaignSettings settings) {
        return MAPPER.writeValueAsString(settings);
    }

    public static CampaignSettings read(String json) {
        CampaignSettings known = LATELY.get(json);
        if (known == null) {
            known = MAPPER.readValue(json, CampaignSettings.class);
            LATELY.put(json, known);
        }
        return known;
    }
}
