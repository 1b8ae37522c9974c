package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** {@link LeadIntake} in a handful of statements per batch. */
final class JdbcLeadIntake implements LeadIntake {
    private static final String EMPTY =
            """
            SELECT NOT EXISTS (
                SELECT
                FROM leads
                WHERE campaign_id = :campaign
                  AND organization_id = :organization)
            """;

    private static final String LOOK =
            """
            SELECT status, kind, settings, leads_total
            FROM campaigns
            WHERE id = :campaign
              AND organization_id = :organization
              AND archived_at IS NULL
            """;

    // NO KEY: other transactions may still insert rows that point to the campaign. It is taken at
    // the beginning although only leads_total needs it: taking it after the leads could deadlock
    // with a switch.
    private static final String LOCK = LOOK + "FOR NO KEY UPDATE";

    // Leads that are done from the beginning say nothing about what is dialed.
    private static final String COUNT =
            """
            UPDATE campaigns
            SET leads_total = leads_total + :more,
                complete_variables = CASE
                    WHEN :none_pending THEN complete_variables
                    WHEN complete_variables IS NULL THEN :complete::text[]
                    ELSE ARRAY(SELECT unnest(complete_variables) INTERSECT SELECT unnest(:complete::text[]))
                END
            WHERE id = :campaign
            """;

    private final Transactions transactions;
    private final IntakeRows rows;
    private final CampaignColumns columns;
    private final LeadFinished finished;
    private final LeadDecisions decisions;

    JdbcLeadIntake(Transactions transactions, LeadFinished finished, LeadDecisions decisions) {
        this.transactions = transactions;
        this.rows = new IntakeRows(transactions);
        this.columns = new CampaignColumns(transactions);
        this.finished = finished;
        this.decisions = decisions;
    }

    @Override
    public Optional<OpenCampaign> lock(OrganizationId organization, CampaignId campaign) {
        return campaign(LOCK, organization, campaign);
    }

    @Override
    public Optional<OpenCampaign> look(OrganizationId organization, CampaignId campaign) {
        return campaign(LOOK, organization, campaign);
    }

    @Override
    public boolean isEmpty(OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(EMPTY)
                .param("campaign", campaign.value())
                .param("organization", organization.value())
                .query(Boolean.class)
                .single();
    }

    private Optional<OpenCampaign> campaign(
            String sql, OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("campaign", campaign.value())
                .param("organization", organization.value())
                .query(
                        (row, n) ->
                                new OpenCampaign(
                                        CampaignStatus.ofWire(row.getString("status")),
                                        row.getString("kind").equals("direct"),
                                        SettingsJson.read(row.getString("settings")),
                                        row.getLong("leads_total")))
                .optional();
    }

    @Override
    public List<Taken> take(Batch batch) {
        var sorted = new Sorted(batch, rows.suppressed(batch, phones(batch)));
        rows.known(batch, keys(batch)).forEach(lead -> sorted.known.put(lead.personKey(), lead));
        var taken = new ArrayList<Taken>();
        for (LeadDraft draft : batch.drafts()) {
            taken.add(sorted.sort(draft));
        }
        write(batch, sorted);
        return taken;
    }

    @Override
    public List<Bucket> foresee(Batch batch) {
        var sorted = new Sorted(batch, rows.suppressed(batch, phones(batch)));
        rows.look(batch, keys(batch)).forEach(lead -> sorted.known.put(lead.personKey(), lead));
        return batch.drafts().stream().map(draft -> sorted.sort(draft).bucket()).toList();
    }

    private void write(Batch batch, Sorted sorted) {
        rows.insert(batch, sorted.fresh);
        rows.update(sorted.changed);
        if (batch.importId() != null) {
            rows.mark(batch, sorted.named);
        }
        if (!sorted.fresh.isEmpty()) {
            count(batch, sorted.fresh);
        }
        columns.addVariables(batch.organization(), batch.campaign(), variables(sorted));
        rows.suppress(sorted.nowSuppressed);
        finished.append(sorted.finished);
        note(batch, sorted.finished, "finished", "suppression");
        note(
                batch,
                sorted.changed.stream().map(change -> new LeadId(change.lead().id())).toList(),
                "corrected",
                "import");
    }

    private void count(Batch batch, List<FreshLead> fresh) {
        List<Set<String>> pending =
                fresh.stream()
                        .filter(lead -> !lead.suppressed())
                        .map(lead -> lead.draft().variables().keySet())
                        .toList();
        var complete = new TreeSet<>(pending.isEmpty() ? Set.of() : pending.getFirst());
        pending.forEach(complete::retainAll);
        transactions
                .jdbc()
                .sql(COUNT)
                .param("more", fresh.size())
                .param("none_pending", pending.isEmpty())
                .param("complete", complete.toArray(String[]::new))
                .param("campaign", batch.campaign().value())
                .update();
    }

    private static Set<String> variables(Sorted sorted) {
        var names = new HashSet<String>();
        sorted.fresh.forEach(lead -> names.addAll(lead.draft().variables().keySet()));
        sorted.changed.forEach(change -> names.addAll(change.lead().variables().keySet()));
        return names;
    }

    private void note(Batch batch, List<LeadId> leads, String decision, String rule) {
        for (LeadId lead : leads) {
            decisions.append(
                    new LeadDecisions.Decision(
                            batch.organization(), lead, null, decision, rule, null, null));
        }
    }

    private static Set<String> phones(Batch batch) {
        var phones = new HashSet<String>();
        batch.drafts().forEach(draft -> draft.phones().forEach(phone -> phones.add(phone.e164())));
        return phones;
    }

    private static Set<String> keys(Batch batch) {
        var keys = new HashSet<String>();
        for (LeadDraft draft : batch.drafts()) {
            if (batch.mayBeKnown().test(draft.personKey())) {
                keys.add(draft.personKey());
            }
        }
        return keys;
    }

    /** The batch on its way into buckets. */
    private final class Sorted {
        private final Batch batch;
        private final Set<String> suppressed;
        private final Map<String, KnownLead> known = new HashMap<>();
        private final Map<String, LeadId> seen = new HashMap<>();
        private final List<FreshLead> fresh = new ArrayList<>();
        private final List<ChangedLead> changed = new ArrayList<>();
        private final Set<UUID> named = new LinkedHashSet<>();
        private final List<LeadId> nowSuppressed = new ArrayList<>();
        private final List<LeadId> finished = new ArrayList<>();

        Sorted(Batch batch, Set<String> suppressed) {
            this.batch = batch;
            this.suppressed = suppressed;
        }

        Taken sort(LeadDraft draft) {
            String key = draft.personKey();
            LeadId before = seen.get(key);
            if (before != null) {
                return new Taken(Bucket.DUPLICATE, before);
            }
            KnownLead lead = known.get(key);
            Taken taken = lead == null ? takeFresh(draft) : takeKnown(lead, draft);
            seen.put(key, taken.lead());
            return taken;
        }

        private Taken takeFresh(LeadDraft draft) {
            var id = new LeadId(UuidV7.next());
            boolean stays = draft.phones().stream().noneMatch(p -> suppressed.contains(p.e164()));
            fresh.add(new FreshLead(id.value(), draft, !stays));
            if (!stays) {
                finished.add(id);
            }
            return new Taken(stays ? Bucket.IMPORTED : Bucket.SUPPRESSED, id);
        }

        private Taken takeKnown(KnownLead lead, LeadDraft draft) {
            var id = new LeadId(lead.id());
            boolean namedBefore = isThisImport(lead.namedByImport());
            if (batch.importId() != null && !namedBefore) {
                named.add(lead.id());
            }
            KnownLead told = lead.with(draft);
            if (namedBefore || !batch.update() || !lead.pending() || told.equals(lead)) {
                return new Taken(Bucket.DUPLICATE, id);
            }
            changed.add(new ChangedLead(told, lead));
            if (told.phones().stream().noneMatch(suppressed::contains)) {
                return new Taken(Bucket.UPDATED, id);
            }
            nowSuppressed.add(id);
            finished.add(id);
            return new Taken(Bucket.SUPPRESSED, id);
        }

        private boolean isThisImport(@Nullable UUID named) {
            return batch.importId() != null && batch.importId().value().equals(named);
        }
    }

    /** A lead to insert; suppressed ones are done from the beginning. */
    record FreshLead(UUID id, LeadDraft draft, boolean suppressed) {}

    record ChangedLead(KnownLead lead, KnownLead before) {}
}
