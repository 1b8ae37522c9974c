package io.carillon.dev;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Claims a pause or stop kept from being dialed, from the stack's database. */
final class TurnedAway implements AutoCloseable {
    // The same refusal of a lead once more is counted, so of many only the first and the last are
    // known.
    private static final String CLAIMS =
            """
            SELECT DISTINCT at FROM (
                SELECT unnest(ARRAY[d.at, d.last_at]) AS at
                FROM lead_decisions d
                JOIN leads l ON l.id = d.lead_id
                WHERE l.campaign_id = :campaign AND d.rule IN ('campaign_paused', 'campaign_ended')) known
            """;

    private final Database database;
    private final Transactions transactions;

    TurnedAway(RunningStack stack) throws IOException {
        int port = stack.settings().ports().postgresql();
        var server = new Postgres(stack.home(), port, new Console(false, 80, System.out));
        database = Database.open(new DatabaseSettings(server.url(), 1, 1));
        transactions = database.transactions();
    }

    List<Instant> of(BenchCampaign campaign) {
        UUID id = CampaignId.parse(campaign.id()).value();
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(CLAIMS)
                                .param("campaign", id)
                                .query((row, n) -> row.getTimestamp("at").toInstant())
                                .list());
    }

    @Override
    public void close() {
        database.close();
    }
}
