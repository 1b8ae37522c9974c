package io.carillon.api.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.HeldLeads;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.OrganizationStore;
import io.carillon.activities.organization.OrganizationStore.Limits;
import io.carillon.activities.organization.OrganizationStore.Organization;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the operator may change of an organization; a member that is not sent stays. */
@Component
class OrganizationEdits {
    private static final List<String> WINDOWS = List.of("PT24H", "P7D", "P30D");
    private static final long MOST_CALLS = 100_000_000;
    private static final BigDecimal MOST_MONEY = new BigDecimal("1000000000");

    private final Transactions transactions;
    private final OrganizationStore store;
    private final AuditLog audit;
    private final HeldLeads held;

    OrganizationEdits(
            Transactions transactions, OrganizationStore store, AuditLog audit, HeldLeads held) {
        this.transactions = transactions;
        this.store = store;
        this.audit = audit;
        this.held = held;
    }

    Organization edit(OrganizationId id, JsonReader json) {
        return transactions.system(
                () -> {
                    Organization before =
                            store.find(id).orElseThrow(() -> ApiProblem.notFound("organization"));
                    Organization after = read(before, json);
                    store.update(after);
                    if (!before.limits().equals(after.limits())) {
                        held.limitsChanged(id);
                    }
                    audit.append(
                            id,
                            Caller.OPERATOR,
                            "organization.updated",
                            id.toString(),
                            Map.of("weight", after.weight(), "status", after.status()));
                    return after;
                });
    }

    private static Organization read(Organization before, JsonReader json) {
        String name = json.has("name") ? json.requiredText("name", 200) : before.name();
        String status = json.word("status", List.of("active", "suspended"));
        Integer weight = json.integer("weight", 1, 1000);
        JsonReader limits = json.object("limits");
        Limits after = limits == null ? before.limits() : limits(before.limits(), limits);
        json.end();
        return new Organization(
                before.id(),
                name,
                Objects.requireNonNullElse(status, before.status()),
                Objects.requireNonNullElse(weight, before.weight()),
                after,
                before.createdAt());
    }

    /** A limit sent as null is lifted. */
    private static Limits limits(Limits before, JsonReader json) {
        Long calls =
                json.has("max_calls_per_day")
                        ? json.whole("max_calls_per_day", 0, MOST_CALLS)
                        : before.maxCallsPerDay();
        BigDecimal spend =
                json.has("max_spend_per_day")
                        ? money(json, "max_spend_per_day")
                        : before.maxSpendPerDay();
        Map<String, Integer> perNumber = before.callsPerNumber();
        if (json.has("calls_per_number")) {
            JsonReader windows = json.object("calls_per_number");
            perNumber = windows == null ? Map.of() : windows(windows);
        }
        return new Limits(calls, spend, perNumber);
    }

    private static Map<String, Integer> windows(JsonReader json) {
        var windows = new HashMap<String, Integer>();
        for (String window : WINDOWS) {
            Integer calls = json.integer(window, 0, 1_000_000);
            if (calls != null) {
                windows.put(window, calls);
            }
        }
        return windows;
    }

    private static @Nullable BigDecimal money(JsonReader json, String name) {
        JsonNode raw = json.raw(name);
        String text = raw != null && raw.isNumber() ? raw.asString() : json.text(name, 30);
        if (text == null) {
            return null;
        }
        try {
            BigDecimal money = new BigDecimal(text);
            if (money.signum() < 0 || money.compareTo(MOST_MONEY) > 0 || money.scale() > 6) {
                json.refuse(name, "OUT_OF_RANGE", "is not between 0 and " + MOST_MONEY);
                return null;
            }
            return money;
        } catch (NumberFormatException noNumber) {
            json.refuse(name, "MONEY_INVALID", "is not a decimal number like \"25.00\"");
            return null;
        }
    }
}
