package io.carillon.activities.campaign;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Disclosures;
import io.carillon.activities.law.Laws;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.campaign.CampaignSettings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a campaign must say before a real carrier is asked to call anybody for it: on what consent,
 * in whose name, and how not to be called again. Pure; the first thing that is missing is named.
 */
public final class FloorRules {
    /** 16 CFR 310.4(b)(4)(ii): fifteen seconds or four rings, before a call is given up. */
    private static final Duration SHORTEST_RING = Duration.ofSeconds(15);

    private static final String MESSAGE = "/answering_machine/message";

    private final CampaignSettings settings;
    private final Disclosures flow;

    private FloorRules(CampaignSettings settings, CompiledFlow flow) {
        this.settings = settings;
        this.flow = flow.disclosures();
    }

    /**
     * @param settings as they hold for the call
     * @param now for consent that is stated with a date
     */
    public static Optional<NotPossible> broken(
            CampaignSettings settings, CompiledFlow flow, Instant now) {
        var rules = new FloorRules(settings, flow);
        return Optional.<NotPossible>empty()
                .or(() -> rules.consent(now))
                .or(rules::identity)
                .or(rules::countries)
                .or(rules::ring)
                .or(rules::name)
                .or(rules::optOutKey)
                .or(rules::message);
    }

    private Optional<NotPossible> consent(Instant now) {
        Consent consent = Consent.of(settings);
        String missing = consent.missing();
        if (missing != null) {
            return no(
                    "CONSENT_REQUIRED",
                    "a real carrier is asked only with a statement of consent: " + missing,
                    "/consent/" + missing);
        }
        return consent.obtainedBy(now)
                ? Optional.empty()
                : no("CONSENT_INVALID", "consent lies in the future", "/consent/obtained_at");
    }

    private Optional<NotPossible> identity() {
        for (String member : List.of(Disclosures.CALLER_NAME, Disclosures.OPT_OUT_NUMBER)) {
            if (settings.identity().getOrDefault(member, "").isBlank()) {
                return no(
                        "IDENTITY_REQUIRED",
                        "a real carrier is asked only in somebody's name: " + member,
                        "/identity/" + member);
            }
        }
        return Optional.empty();
    }

    private Optional<NotPossible> countries() {
        List<String> countries = settings.allowedCountries();
        for (int i = 0; i < countries.size(); i++) {
            if (!Laws.known(Laws.ruling(countries.get(i)))) {
                return no(
                        "COUNTRY_WITHOUT_RULES",
                        "there are no rules for calling hours in " + countries.get(i),
                        "/allowed_countries/" + i);
            }
        }
        return Optional.empty();
    }

    private Optional<NotPossible> ring() {
        return settings.ringTimeout().compareTo(SHORTEST_RING) < 0
                ? no(
                        "RING_TOO_SHORT",
                        "a phone rings at least 15 s",
                        "/limits/ring_timeout_seconds")
                : Optional.empty();
    }

    private Optional<NotPossible> name() {
        String renaming = first(flow.renaming());
        if (renaming != null) {
            return no(
                    "IDENTITY_OVERWRITTEN",
                    "step " + renaming + " sets caller_name or opt_out_number",
                    step(renaming));
        }
        String nameless = first(flow.nameless());
        return nameless == null
                ? Optional.empty()
                : no(
                        "CALLER_NAME_MISSING",
                        "step "
                                + nameless
                                + " may be the first heard and does not say {{caller_name}}",
                        step(nameless));
    }

    private Optional<NotPossible> optOutKey() {
        String end = first(flow.inescapable());
        return end == null
                ? Optional.empty()
                : no(
                        "OPT_OUT_KEY_MISSING",
                        "the flow can come to the end of step "
                                + end
                                + " and no key that leads to opt_out was offered",
                        step(end));
    }

    private Optional<NotPossible> message() {
        MachinePolicy machines = settings.machines();
        if (!machines.detect() || machines.onMachine() == MachinePolicy.OnMachine.CONTINUE) {
            String numberless = first(flow.numberless());
            return numberless == null
                    ? Optional.empty()
                    : no(
                            "OPT_OUT_NUMBER_MISSING",
                            "machines hear the flow, and step "
                                    + numberless
                                    + " may be the first heard and does not say {{opt_out_number}}",
                            step(numberless));
        }
        return machines.onMachine() == MachinePolicy.OnMachine.LEAVE_MESSAGE
                ? says(Disclosures.CALLER_NAME, "CALLER_NAME_MISSING")
                        .or(() -> says(Disclosures.OPT_OUT_NUMBER, "OPT_OUT_NUMBER_MISSING"))
                : Optional.empty();
    }

    private Optional<NotPossible> says(String variable, String code) {
        String message = settings.message();
        return message != null && Disclosures.says(message, variable)
                ? Optional.empty()
                : no(code, "the message for machines does not say {{" + variable + "}}", MESSAGE);
    }

    private static Optional<NotPossible> no(String code, String message, String pointer) {
        return Optional.of(new NotPossible(code, message, pointer, false));
    }

    /** Branches are steps of their own in a compiled flow, named after the written one. */
    private static String step(String name) {
        return "/flow/steps/" + name.replaceFirst(":branch$", "");
    }

    private static @Nullable String first(List<String> steps) {
        return steps.isEmpty() ? null : steps.getFirst();
    }
}
