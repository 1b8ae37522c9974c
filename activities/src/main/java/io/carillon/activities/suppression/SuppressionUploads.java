package io.carillon.activities.suppression;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes files of suppressions in: every good row or, when anything breaks, none. */
public final class SuppressionUploads {
    private static final int ERRORS_SHOWN = 1_000;
    private static final int AT_ONCE = 1_000;

    private final Transactions transactions;
    private final JdbcSuppressions suppressions;

    SuppressionUploads(Transactions transactions, JdbcSuppressions suppressions) {
        this.transactions = transactions;
        this.suppressions = suppressions;
    }

    /**
     * @param within told what became of it, in the transaction that does it
     * @param country ISO 3166 country national numbers are read in
     * @throws io.carillon.activities.leadfile.LeadFileRefused when it cannot be read as a list
     */
    public SuppressionUpload take(
            OrganizationId organization,
            String country,
            InputStream in,
            Consumer<SuppressionUpload> within)
            throws IOException {
        SuppressionFile.Content content = SuppressionFile.read(in, country);
        return transactions.atLength(
                organization,
                () -> {
                    SuppressionUpload done = take(organization, content);
                    within.accept(done);
                    return done;
                });
    }

    /** What a suppression is about: of two rows with the same the last one holds. */
    private record Key(Suppression.What what, java.util.Optional<CampaignId> campaign) {}

    private SuppressionUpload take(OrganizationId organization, SuppressionFile.Content content) {
        Map<CampaignId, Boolean> campaigns = new HashMap<>();
        var wanted = new LinkedHashMap<Key, Suppression.Wanted>();
        var errors = new ArrayList<SuppressionUpload.RowError>();
        for (SuppressionFile.Row row : content.rows()) {
            Suppression.Wanted each = row.wanted();
            if (each == null) {
                errors.add(java.util.Objects.requireNonNull(row.refused()));
            } else if (known(organization, each, campaigns)) {
                wanted.put(
                        new Key(each.what(), java.util.Optional.ofNullable(each.campaign())), each);
            } else {
                errors.add(SuppressionFile.unknownCampaign().at(row.line()));
            }
        }
        return store(organization, content, List.copyOf(wanted.values()), errors);
    }

    private boolean known(
            OrganizationId organization,
            Suppression.Wanted wanted,
            Map<CampaignId, Boolean> campaigns) {
        CampaignId campaign = wanted.campaign();
        return campaign == null
                || campaigns.computeIfAbsent(
                        campaign, id -> suppressions.campaignExists(organization, id));
    }

    private SuppressionUpload store(
            OrganizationId organization,
            SuppressionFile.Content content,
            List<Suppression.Wanted> wanted,
            List<SuppressionUpload.RowError> errors) {
        long added = 0;
        long updated = 0;
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<Suppression.Wanted> some =
                    wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE));
            JdbcSuppressions.Stored stored = suppressions.addAll(organization, some);
            added += stored.added();
            updated += stored.updated();
        }
        var codes = new TreeMap<String, Long>();
        errors.forEach(error -> codes.merge(error.code(), 1L, Long::sum));
        long total = content.rows().size();
        return new SuppressionUpload(
                total,
                added,
                updated,
                total - errors.size() - added - updated,
                errors.size(),
                codes,
                errors.subList(0, Math.min(errors.size(), ERRORS_SHOWN)),
                content.encoding(),
                content.delimiter());
    }
}
