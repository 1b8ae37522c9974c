package io.carillon.api.number;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lead that waits until tomorrow is looked at again when what it waits for is changed today. */
class LiftedLimitsTest {
    private static ApiServer server;
    private static ApiClient ours;
    private static String organization;
    private static String callerId;

    private static int campaigns;
    private String campaign;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        ours = Tenants.ready(server, "ours");
        organization = server.operator().get("/organizations?limit=200").at("/data/0/id");
        callerId = ours.get("/caller-ids").at("/data/0/id");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void lead() {
        campaign =
                "/campaigns/"
                        + ours.post("/campaigns", Tenants.campaign("\"keep_open\":true")).at("/id");
        ours.post(campaign + "/leads", "{\"leads\":[{\"phone\":\"+12025550123\"}]}");
        ours.post(campaign + "/start");
    }

    @Test
    void whenTheOrganizationsLimitsAreChanged() {
        waitUntilTomorrowFor("daily_cap");

        server.operator()
                .patch(
                        "/organizations/" + organization,
                        "{\"limits\":{\"max_calls_per_day\":%d}}".formatted(1000 + campaigns++));

        assertThat(isDue()).isTrue();
    }

    @Test
    void butNotWhenSomethingElseOfItIs() {
        waitUntilTomorrowFor("daily_cap");

        server.operator().patch("/organizations/" + organization, "{\"weight\":3}");

        assertThat(isDue()).isFalse();
    }

    @Test
    void whenACallerIdsLimitsAreChanged() {
        ours.patch("/caller-ids/" + callerId, "{\"max_calls_per_day\":3}");
        waitUntilTomorrowFor("caller_id");

        ours.patch("/caller-ids/" + callerId, "{\"max_calls_per_day\":5}");

        assertThat(isDue()).isTrue();
    }

    @Test
    void butNotWhenItsFirstLimitIsSet() {
        ours.patch("/caller-ids/" + callerId, "{\"max_calls_per_day\":null}");
        waitUntilTomorrowFor("caller_id");

        ours.patch("/caller-ids/" + callerId, "{\"max_calls_per_day\":5}");

        assertThat(isDue()).isFalse();
    }

    @Test
    void whenACallerIdIsAdded() {
        waitUntilTomorrowFor("caller_id");

        ours.post("/caller-ids", "{\"number\":\"+12025550199\"}");

        assertThat(isDue()).isTrue();
    }

    @Test
    void whenTheCampaignsConsentIsStatedAnew() {
        waitUntilTomorrowFor("account_problem");
        ours.post(campaign + "/pause");

        ours.patch(
                campaign,
                "{\"consent\":{\"basis\":\"written\",\"obtained_at\":\"2026-10-01\",\"source\":\"form\"}}");

        assertThat(isDue()).isTrue();
    }

    private void waitUntilTomorrowFor(String rule) {
        server.database()
                .asSuperuser(
                        "UPDATE leads SET next_attempt_at = carillon_now() + interval '1 day',"
                                + " held_by = '%s' WHERE status = 'pending'".formatted(rule));
    }

    private boolean isDue() {
        Transactions transactions = server.bean(Transactions.class);
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(
                                        "SELECT next_attempt_at = due_at FROM leads"
                                                + " WHERE campaign_id = (SELECT max(id::text)::uuid FROM campaigns"
                                                + " WHERE kind = 'campaign')")
                                .query(Boolean.class)
                                .single());
    }
}
