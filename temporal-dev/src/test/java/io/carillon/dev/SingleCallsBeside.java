package io.carillon.dev;

import java.util.Map;

/** Single calls asked for while a campaign runs, by its settings. */
final class SingleCallsBeside {
    private final Api api;
    private final String campaign;
    private int asked;

    SingleCallsBeside(Api api, String campaign) {
        this.api = api;
        this.campaign = campaign;
    }

    void askOnce() throws InterruptedException {
        api.post(
                "/calls",
                Map.of(
                        "to",
                        "+1646%03d%04d".formatted(220 + asked / 10_000, asked % 10_000),
                        "campaign_id",
                        campaign),
                BenchCampaign.once());
        asked++;
    }

    int asked() {
        return asked;
    }
}
