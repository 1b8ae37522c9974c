package io.carillon.api.campaign;

import io.carillon.activities.campaign.DirectCampaign;
import io.carillon.activities.holiday.Holidays;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.schedule.CallingHours;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads {@code schedule}. */
final class ScheduleReader {
    private static final int DATES_MAX = 1000;
    private static final int REGIONS_MAX = 50;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private ScheduleReader() {}

    /**
     * @param zone the campaign's; UTC when none was named
     */
    record Schedule(
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            ZoneId zone,
            boolean useLeadZone,
            boolean holdUnknownZone,
            CallingHours hours) {}

    static Schedule read(@Nullable JsonReader json) {
        if (json == null) {
            return new Schedule(
                    null, null, ZoneOffset.UTC, true, true, DirectCampaign.ordinaryHours());
        }
        Instant startsAt = json.instant("starts_at");
        Instant endsAt = json.instant("ends_at");
        if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
            json.refuse("ends_at", "ENDS_BEFORE_START", "is not after starts_at");
        }
        String unknown = json.word("on_unknown_time_zone", List.of("hold", "campaign_zone"));
        return new Schedule(
                startsAt,
                endsAt,
                zone(json),
                Objects.requireNonNullElse(json.flag("use_lead_time_zone"), true),
                !"campaign_zone".equals(unknown),
                hours(json));
    }

    private static ZoneId zone(JsonReader json) {
        String name = json.text("time_zone", 100);
        if (name == null) {
            return ZoneOffset.UTC;
        }
        if (!ZONES.contains(name)) {
            json.refuse(
                    "time_zone",
                    "TIME_ZONE_UNKNOWN",
                    "is not a zone of the IANA database like America/New_York");
            return ZoneOffset.UTC;
        }
        return ZoneId.of(name);
    }

    private static CallingHours hours(JsonReader json) {
        JsonReader given = json.object("hours");
        CallingHours ordinary = DirectCampaign.ordinaryHours();
        return new CallingHours(
                given == null ? ordinary.windows() : HoursReader.read(given),
                closed(json),
                holidaysOf(json),
                Set.of());
    }

    private static List<String> holidaysOf(JsonReader json) {
        List<String> regions = json.texts("holidays", REGIONS_MAX, 20);
        for (int i = 0; regions != null && i < regions.size(); i++) {
            if (!Holidays.known(regions.get(i))) {
                json.refuseAt(
                        "holidays/" + i,
                        "REGION_UNKNOWN",
                        "is no region whose holidays are known, like US, US-NY or GB-SCT");
            }
        }
        return regions == null ? List.of() : regions.stream().distinct().toList();
    }

    private static Set<LocalDate> closed(JsonReader json) {
        List<String> texts = json.texts("closed_dates", DATES_MAX, 20);
        var dates = new HashSet<LocalDate>();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            try {
                dates.add(LocalDate.parse(texts.get(i)));
            } catch (DateTimeException unreadable) {
                json.refuseAt("closed_dates/" + i, "DATE_INVALID", "is not a date like 2026-11-26");
            }
        }
        return dates;
    }
}
