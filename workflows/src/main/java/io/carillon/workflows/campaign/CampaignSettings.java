package io.carillon.workflows.campaign;

import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.schedule.CallingHours;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What a campaign was told, defaults filled in; stored as one JSON document and read by the gate.
 * Columns of the campaign's row (status, flow version, carrier, caller ids, starts_at, ends_at,
 * keep_open) are not repeated here.
 *
 * @param hours calling hours and closed dates
 * @param zone the campaign's own zone: counts days, and stands in where a lead has none and is not
 *     held
 * @param useLeadZone judge hours in the lead's zones rather than the campaign's
 * @param holdUnknownZone a lead without a zone waits as time_zone; false: the campaign's zone is
 *     used
 * @param maxCallsPerDay per day of {@code zone}; null: no cap
 * @param retry delays per result (wire name); n-th delay for the n-th retry, the last repeats;
 *     absent or empty: none
 * @param retrySpread {@code day_parts} or null
 * @param retryUntilGoal a person who was reached without goal is tried again
 * @param message spoken to machines after the beep, with variables; null: none
 * @param consent as given by the user: basis, obtained_at, source
 * @param identity as given by the user: caller_name, opt_out_number, call_reason
 * @param onDuplicate {@code update} or {@code skip}
 * @param preDialHook URL asked before a dial; null: none
 */
public record CampaignSettings(
        CallingHours hours,
        ZoneId zone,
        boolean useLeadZone,
        boolean holdUnknownZone,
        int maxConcurrent,
        double callsPerSecond,
        @Nullable Integer maxCallsPerDay,
        int maxAttemptsPerLead,
        Duration minBetweenAttempts,
        Duration ringTimeout,
        Duration maxCallDuration,
        Map<String, List<Duration>> retry,
        @Nullable String retrySpread,
        boolean retryUntilGoal,
        MachinePolicy machines,
        @Nullable String message,
        String defaultCountry,
        List<String> allowedCountries,
        String onDuplicate,
        Map<String, String> consent,
        Map<String, String> identity,
        @Nullable String preDialHook) {
    public CampaignSettings {
        retry = Map.copyOf(retry);
        allowedCountries = List.copyOf(allowedCountries);
        consent = Map.copyOf(consent);
        identity = Map.copyOf(identity);
    }

    /** The same with other calling hours. */
    public CampaignSettings with(CallingHours otherHours) {
        return new CampaignSettings(
                otherHours,
                zone,
                useLeadZone,
                holdUnknownZone,
                maxConcurrent,
                callsPerSecond,
                maxCallsPerDay,
                maxAttemptsPerLead,
                minBetweenAttempts,
                ringTimeout,
                maxCallDuration,
                retry,
                retrySpread,
                retryUntilGoal,
                machines,
                message,
                defaultCountry,
                allowedCountries,
                onDuplicate,
                consent,
                identity,
                preDialHook);
    }
}
