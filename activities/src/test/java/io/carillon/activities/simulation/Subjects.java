package io.carillon.activities.simulation;

import io.carillon.activities.call.GateModel;
import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who and what there is in a world; the rows of production, as far as the rules look at them. */
final class Subjects {
    private Subjects() {}

    static final class Account {
        final UUID id;
        boolean active = true;
        double callsPerSecond;
        int maxConcurrent;

        /** It rings the phones of people. */
        boolean real;

        Account(UUID id) {
            this.id = id;
        }
    }

    static final class CallerId {
        final UUID id;
        final String number;
        boolean verified = true;
        @Nullable Integer callsPerDay;
        @Nullable Duration coolDown;

        CallerId(UUID id, String number) {
            this.id = id;
            this.number = number;
        }
    }

    static final class Campaign {
        final UUID id;
        final boolean direct;
        CampaignStatus status = CampaignStatus.ACTIVE;
        CampaignSettings settings;
        @Nullable Instant startsAt;
        @Nullable Instant endsAt;
        List<Account> accounts = List.of();
        List<CallerId> callerIds = List.of();

        /** Its flow says who calls, and how never to be called again. */
        boolean discloses = true;

        final List<Lead> leads = new ArrayList<>();

        /** When it looks next; null: when something happens. */
        @Nullable Instant nextLook;

        Campaign(UUID id, boolean direct, CampaignSettings settings) {
            this.id = id;
            this.direct = direct;
            this.settings = settings;
        }

        boolean real() {
            return accounts.stream().anyMatch(account -> account.real);
        }

        boolean over() {
            return status == CampaignStatus.STOPPED || status == CampaignStatus.COMPLETED;
        }
    }

    /** A number with the places and zones its beginning says it may be in. */
    record Phone(String number, String country, Set<String> places, List<ZoneId> zones) {}

    /** A cell with the day somebody agreed to be called, and the day it says; null: none. */
    record Agreed(String cell, @Nullable LocalDate on) {}

    static final class Lead {
        final UUID id;
        final Campaign campaign;
        final boolean single;
        final List<Phone> phones;

        /** Null: each number's own. */
        final @Nullable List<ZoneId> column;

        /** Of the United States, {@code US-FL}; null: none is written. */
        @Nullable String state;

        Agreed agreed = new Agreed("", null);
        int phoneIndex;
        String heldBy = "";
        @Nullable Instant dueAt;
        @Nullable Instant nextAttemptAt;
        @Nullable Call call;
        @Nullable String outcome;
        int attempts;
        @Nullable Instant lastAttemptAt;
        final Map<String, Integer> retries = new HashMap<>();
        @Nullable Instant scheduledAt;
        @Nullable Instant expiresAt;
        @Nullable Instant waitsSince;

        Lead(
                UUID id,
                Campaign campaign,
                boolean single,
                List<Phone> phones,
                @Nullable List<ZoneId> column) {
            this.id = id;
            this.campaign = campaign;
            this.single = single;
            this.phones = phones;
            this.column = column;
        }

        Phone phone() {
            return phones.get(phoneIndex);
        }

        List<ZoneId> zones() {
            return column == null ? phone().zones() : column;
        }

        Map<String, String> variables() {
            var variables = new HashMap<>(Map.of("agreed_on", agreed.cell()));
            if (state != null) {
                variables.put("state", state.substring(3));
            }
            return variables;
        }

        /** As production says. */
        Set<Place> places() {
            return LeadPlaces.of(
                    new PhoneNumber(phone().number()), LeadPlaces.Told.in(variables()));
        }

        boolean pending() {
            return outcome == null && call == null;
        }
    }

    static final class Call {
        final UUID id;
        final Lead lead;
        final Phone phone;
        boolean dialing;
        @Nullable Instant passedAt;
        GateModel.@Nullable Pass pass;
        GateModel.@Nullable Question question;
        @Nullable Account account;
        int dial = -1;
        @Nullable Instant attemptBefore;

        Call(UUID id, Lead lead) {
            this.id = id;
            this.lead = lead;
            this.phone = lead.phone();
        }
    }
}
