package io.carillon.activities.campaign;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.CallingHours.Window;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What holds for single calls: ordinary hours where the number is, one attempt, no pace of its own.
 */
public final class DirectCampaign {
    /** More than one account carries; its pace and concurrency are the account's. */
    private static final int UNBOUNDED = 10_000;

    private DirectCampaign() {}

    /** Every day 09:00-20:00, the hours of whoever names none. */
    public static CallingHours ordinaryHours() {
        return CallingHours.everyDay(new Window(9 * 60, 20 * 60));
    }

    /** Of every organization's direct campaign, when it is made. */
    public static CampaignSettings settings() {
        return new CampaignSettings(
                ordinaryHours(),
                ZoneOffset.UTC,
                true,
                true,
                UNBOUNDED,
                UNBOUNDED,
                null,
                1,
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Map.of(),
                null,
                false,
                new MachinePolicy(
                        true, MachinePolicy.OnMachine.HANG_UP, MachinePolicy.OnUnknown.CONTINUE),
                null,
                "US",
                PhoneNumberUtil.getInstance().getSupportedRegions().stream().sorted().toList(),
                "skip",
                Map.of(),
                Map.of(),
                null);
    }
}
