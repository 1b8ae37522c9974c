package io.carillon.activities.simulation;

import io.carillon.activities.simulation.Subjects.Account;
import io.carillon.activities.simulation.Subjects.CallerId;
import io.carillon.activities.simulation.Subjects.Campaign;
import io.carillon.activities.simulation.Subjects.Lead;
import io.carillon.activities.simulation.oracle.History;
import io.carillon.activities.simulation.oracle.Journal;
import io.carillon.activities.simulation.oracle.Journal.Span;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.schedule.CallingHours;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the journal: each change of a rule when it is made, in the oracle's own words. */
final class Book {
    final Journal journal = new Journal();

    void campaign(Campaign campaign, Instant at) {
        CampaignSettings settings = campaign.settings;
        Set<String> callerIds = new HashSet<>();
        campaign.callerIds.forEach(callerId -> callerIds.add(callerId.id.toString()));
        journal.campaigns
                .computeIfAbsent(campaign.id.toString(), id -> new History<>())
                .from(
                        at,
                        new Journal.CampaignRules(
                                campaign.status == CampaignStatus.ACTIVE,
                                campaign.direct,
                                campaign.startsAt,
                                campaign.endsAt,
                                hours(settings.hours()),
                                settings.zone(),
                                settings.useLeadZone(),
                                settings.holdUnknownZone(),
                                settings.ringTimeout(),
                                settings.minBetweenAttempts(),
                                settings.maxAttemptsPerLead(),
                                settings.maxCallsPerDay(),
                                settings.maxConcurrent(),
                                settings.callsPerSecond(),
                                callerIds,
                                Set.copyOf(settings.allowedCountries()),
                                settings.retry(),
                                Draw.CONSENT_OF_EACH.equals(settings.consent()),
                                campaign.discloses));
        journal.accountsOf.put(
                campaign.id.toString(),
                campaign.accounts.stream().map(account -> account.id.toString()).toList());
    }

    void account(Account account, Instant at) {
        journal.accounts
                .computeIfAbsent(account.id.toString(), id -> new History<>())
                .from(
                        at,
                        new Journal.AccountRules(
                                account.active,
                                account.callsPerSecond,
                                account.maxConcurrent,
                                account.real));
    }

    void callerId(CallerId callerId, Instant at) {
        journal.callerIds
                .computeIfAbsent(callerId.id.toString(), id -> new History<>())
                .from(
                        at,
                        new Journal.CallerIdRules(
                                callerId.verified, callerId.callsPerDay, callerId.coolDown));
    }

    void organization(
            boolean active,
            @Nullable Integer callsPerDay,
            Map<String, Integer> callsPerNumber,
            Instant at) {
        Map<Duration, Integer> windows = new HashMap<>();
        callsPerNumber.forEach((window, cap) -> windows.put(Duration.parse(window), cap));
        journal.organization.from(at, new Journal.OrganizationRules(active, callsPerDay, windows));
    }

    void person(Lead lead, Instant at) {
        journal.people
                .computeIfAbsent(lead.id.toString(), id -> new History<>())
                .from(at, new Journal.Person(lead.state, lead.agreed.on()));
        lead.phones.forEach(phone -> journal.places.put(phone.number(), phone.places()));
    }

    /** From {@code due} on nothing but the rules keeps the lead from being dialed. */
    void waits(Lead lead, Instant due) {
        lead.waitsSince = due;
    }

    void waited(Lead lead, Instant until) {
        Instant since = lead.waitsSince;
        lead.waitsSince = null;
        if (since != null && since.isBefore(until)) {
            journal.waits.add(
                    new Journal.Wait(
                            lead.id.toString(),
                            lead.campaign.id.toString(),
                            lead.single,
                            lead.phone().number(),
                            lead.phone().country(),
                            lead.zones(),
                            since,
                            until));
        }
    }

    void ended(Lead lead, String outcome, Instant at) {
        waited(lead, at);
        journal.ended.add(new Journal.Ended(lead.id.toString(), outcome, at));
    }

    private static Journal.Hours hours(CallingHours hours) {
        Map<DayOfWeek, List<Span>> spans = new HashMap<>();
        hours.windows()
                .forEach(
                        (day, windows) -> {
                            List<Span> ofDay = new ArrayList<>();
                            windows.forEach(
                                    one -> ofDay.add(new Span(one.beginMinute(), one.endMinute())));
                            spans.put(day, ofDay);
                        });
        return new Journal.Hours(spans, hours.closedDates());
    }
}
