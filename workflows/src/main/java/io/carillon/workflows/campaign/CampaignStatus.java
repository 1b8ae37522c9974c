package io.carillon.workflows.campaign;

import java.util.Locale;

/**
 * {@code draft -> scheduled -> active <-> paused -> completed | stopped}; the last two are final.
 */
public enum CampaignStatus {
    DRAFT,
    SCHEDULED,
    ACTIVE,
    PAUSED,
    COMPLETED,
    STOPPED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CampaignStatus ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
