package io.carillon.activities.callerid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.util.Map;
import java.util.UUID;

class CodeCallSettingsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void makesNoCodeCallsWhereNobodySaysByWhat(@Nullable String campaign) {
        assertThat(new CodeCallSettings(campaign).campaignId()).isNull();
    }

    @Test
    void readsTheCampaignFromTheEnvironment() {
        var campaign = new CampaignId(new UUID(0, 1));
        var standard = new StandardEnvironment();
        standard.getPropertySources()
                .addFirst(
                        new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("CARILLON_CODECALLS_CAMPAIGN", campaign.toString())));
        ConfigurationPropertySources.attach(standard);

        CodeCallSettings settings =
                Binder.get(standard).bindOrCreate("carillon.code-calls", CodeCallSettings.class);

        assertThat(settings.campaignId()).isEqualTo(campaign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"camp_nonsense", "acct_01m82vd7tvem3bh0r83122res0", "Acme"})
    void namesTheSettingThatIsWrong(String campaign) {
        assertThatThrownBy(() -> new CodeCallSettings(campaign))
                .hasMessageContaining("CARILLON_CODECALLS_CAMPAIGN is " + campaign);
    }
}
