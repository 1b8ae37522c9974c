package io.carillon.activities.ledger;

import java.util.stream.Stream;

/** For each invariant over the rows, what breaks it. */
final class LedgerSeeds {
    /** A person that was reached at once. */
    private static final String REACHED =
            "(SELECT id FROM calls WHERE result = 'human' AND attempt = 1 ORDER BY id LIMIT 1)";

    /** Dialed after its campaign was resumed. */
    private static final String BEHIND_A_PAUSE =
            "(SELECT id FROM calls WHERE campaign_id IN (SELECT campaign_id FROM events WHERE type = 'campaign.paused') ORDER BY id DESC LIMIT 1)";

    private LedgerSeeds() {}

    /**
     * A world with one thing wrong.
     *
     * @param file the invariant it breaks, and no other
     * @param sql by the superuser, without the constraints that forbid it
     * @param ids what yields the ids that must be named
     */
    record Seed(String what, String file, String sql, String ids) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Seed> all() {
        return Stream.of(
                new Seed(
                        "a row counted that made no lead",
                        "import-sums",
                        "UPDATE imports SET imported = 2, total_rows = 3",
                        "SELECT written_id('imp', id) FROM imports"),
                new Seed(
                        "a refused row that is not kept",
                        "import-sums",
                        "DELETE FROM import_errors",
                        "SELECT written_id('imp', id) FROM imports"),
                new Seed(
                        "a campaign that lost count",
                        "campaign-counts",
                        "UPDATE campaigns SET leads_total = leads_total + 1 WHERE status = 'draft'",
                        "SELECT written_id('camp', id) FROM campaigns WHERE status = 'draft'"),
                new Seed(
                        "a lead that waits for nothing",
                        "leads-end-once",
                        "UPDATE leads SET next_attempt_at = NULL WHERE phones = '{+12025550888}'",
                        "SELECT written_id('lead', id) FROM leads WHERE phones = '{+12025550888}'"),
                new Seed(
                        "a lead in no call",
                        "leads-end-once",
                        "UPDATE leads SET status = 'in_call' WHERE phones = '{+12025550888}'",
                        "SELECT written_id('lead', id) FROM leads WHERE phones = '{+12025550888}'"),
                new Seed(
                        "an attempt nobody made",
                        "leads-follow-calls",
                        "UPDATE leads SET attempts = 1 WHERE phones = '{+12025550888}'",
                        "SELECT written_id('lead', id) FROM leads WHERE phones = '{+12025550888}'"),
                new Seed(
                        "an outcome the result does not lead to",
                        "leads-follow-calls",
                        "UPDATE leads SET outcome = 'voicemail' WHERE id = (SELECT lead_id FROM calls WHERE id = "
                                + REACHED
                                + ")",
                        "SELECT written_id('lead', lead_id) FROM calls WHERE id = " + REACHED),
                new Seed(
                        "a missing attempt",
                        "leads-follow-calls",
                        "UPDATE calls SET attempt = 3 WHERE attempt = 2",
                        "SELECT written_id('lead', lead_id) FROM calls WHERE attempt = 3"),
                new Seed(
                        "an ended call that was dialed at no time",
                        "calls-end-once",
                        "UPDATE calls SET dialed_at = NULL WHERE id = " + REACHED,
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a slot held by a call whose time is over",
                        "slots-are-live-calls",
                        "UPDATE calls SET give_up_at = carillon_now() - talk_limit - interval '11 minutes' WHERE state = 'ringing'",
                        "SELECT written_id('call', id) FROM calls WHERE state = 'ringing'"),
                new Seed(
                        "a retry before its delay",
                        "attempts-spaced",
                        """
                        UPDATE calls k SET send_at = b.ended_at + interval '30 seconds'
                        FROM calls b WHERE b.lead_id = k.lead_id AND b.attempt = 1 AND k.attempt = 2
                        """,
                        "SELECT written_id('call', id) FROM calls WHERE attempt = 2"),
                new Seed(
                        "an attempt above the cap",
                        "attempts-spaced",
                        "UPDATE campaigns SET settings = settings || '{\"maxAttemptsPerLead\":1}'",
                        "SELECT written_id('call', id) FROM calls WHERE attempt = 2"),
                new Seed(
                        "an attempt too soon after the one before",
                        "attempts-spaced",
                        "UPDATE campaigns SET settings = settings || '{\"minBetweenAttempts\":\"PT1H\"}'",
                        "SELECT written_id('call', id) FROM calls WHERE attempt = 2"),
                new Seed(
                        "a number rung twice at once",
                        "one-call-per-number",
                        """
                        UPDATE caller_ids SET cool_down_seconds = NULL;
                        UPDATE calls k SET to_number = b.to_number, send_at = b.ended_at - interval '1 millisecond'
                        FROM calls b WHERE k.id = %s AND b.id = %s
                        """
                                .formatted(BEHIND_A_PAUSE, REACHED),
                        "SELECT written_id('call', " + BEHIND_A_PAUSE + ")"),
                new Seed(
                        "a call without a slot",
                        "calls-at-once",
                        """
                        UPDATE campaigns SET settings = settings || '{"maxConcurrent":0}'
                        WHERE id IN (SELECT campaign_id FROM events WHERE type = 'campaign.paused')
                        """,
                        """
                        SELECT written_id('call', id) FROM calls
                        WHERE campaign_id IN (SELECT campaign_id FROM events WHERE type = 'campaign.paused')
                        """),
                new Seed(
                        "two dials in a second that has room for one",
                        "pace",
                        """
                        UPDATE campaigns SET settings = settings || '{"callsPerSecond":1.0}';
                        UPDATE calls k SET dialed_at = b.dialed_at + interval '900 milliseconds', send_deadline = 'infinity'
                        FROM calls b WHERE k.attempt = 2 AND b.id = %s
                        """
                                .formatted(REACHED),
                        "SELECT written_id('call', id) FROM calls WHERE attempt = 2"),
                new Seed(
                        "a call more than the day has room for",
                        "daily-cap",
                        "UPDATE campaigns SET settings = settings || '{\"maxCallsPerDay\":1}'",
                        """
                        SELECT written_id('call', id)
                        FROM (SELECT id, row_number() OVER (
                                  PARTITION BY campaign_id, (send_at AT TIME ZONE 'America/New_York')::date ORDER BY send_at) AS nth
                              FROM calls WHERE attempt IS NOT NULL) k
                        WHERE nth > 1
                        """),
                new Seed(
                        "a call more than the day of a campaign without a zone has room for",
                        "daily-cap",
                        "UPDATE campaigns SET settings = settings || '{\"maxCallsPerDay\":1,\"zone\":\"Z\"}'",
                        """
                        SELECT written_id('call', id)
                        FROM (SELECT id, row_number() OVER (
                                  PARTITION BY campaign_id, (send_at AT TIME ZONE 'UTC')::date ORDER BY send_at) AS nth
                              FROM calls WHERE attempt IS NOT NULL) k
                        WHERE nth > 1
                        """),
                new Seed(
                        "a call more than the organization's day has room for",
                        "organization-day",
                        "UPDATE organizations SET limits = limits || '{\"max_calls_per_day\":1}'",
                        """
                        SELECT written_id('call', id)
                        FROM (SELECT id, row_number() OVER (
                                  PARTITION BY (send_at AT TIME ZONE 'UTC')::date ORDER BY send_at) AS nth
                              FROM calls WHERE attempt IS NOT NULL) k
                        WHERE nth > 1
                        """),
                new Seed(
                        "a call when the organization's spend of the day is used up",
                        "organization-spend",
                        """
                        UPDATE organizations SET limits = limits || '{"max_spend_per_day":"0.07"}';
                        UPDATE calls SET cost = 0.07 WHERE state = 'completed';
                        UPDATE events v SET at = k.ended_at, data = data || '{"cost":"0.07"}'
                        FROM calls k WHERE k.id = v.call_id AND v.type = 'call.completed'
                        """,
                        """
                        SELECT DISTINCT written_id('call', k.id)
                        FROM calls k
                        JOIN calls b ON b.state = 'completed' AND k.send_at > b.ended_at + interval '1 minute'
                            AND (k.send_at AT TIME ZONE 'UTC')::date = (b.ended_at AT TIME ZONE 'UTC')::date
                        """),
                new Seed(
                        "a caller id shown oftener than its day has room for",
                        "caller-id-day",
                        "UPDATE caller_ids SET max_calls_per_day = 1",
                        """
                        SELECT written_id('call', id)
                        FROM (SELECT id, row_number() OVER (
                                  PARTITION BY (send_at AT TIME ZONE 'UTC')::date ORDER BY send_at) AS nth
                              FROM calls WHERE attempt IS NOT NULL) k
                        WHERE nth > 1
                        """),
                new Seed(
                        "a caller id that did not rest",
                        "caller-id-rest",
                        "UPDATE caller_ids SET cool_down_seconds = 360",
                        """
                        SELECT written_id('call', id)
                        FROM (SELECT id, send_at, lag(send_at) OVER (ORDER BY send_at) AS before
                              FROM calls WHERE attempt IS NOT NULL) k
                        WHERE send_at < before + interval '6 minutes'
                        """),
                new Seed(
                        "a number dialed again within a day that has room for once",
                        "number-cap",
                        "UPDATE organizations SET limits = limits || '{\"calls_per_number\":{\"PT24H\":1}}'",
                        "SELECT written_id('call', id) FROM calls WHERE attempt = 2"),
                new Seed(
                        "a number dialed by two campaigns oftener than the week has room for",
                        "number-cap",
                        """
                        UPDATE organizations SET limits = limits || '{"calls_per_number":{"P7D":2}}';
                        UPDATE calls k SET to_number = b.to_number
                        FROM calls b WHERE b.attempt = 2 AND k.id = %s
                        """
                                .formatted(BEHIND_A_PAUSE),
                        "SELECT written_id('call', " + BEHIND_A_PAUSE + ")"),
                new Seed(
                        "a call on a closed date",
                        "calling-hours",
                        """
                        UPDATE campaigns SET settings = jsonb_set(settings, '{hours,closedDates}', jsonb_build_array(
                            (SELECT (send_at AT TIME ZONE 'America/New_York')::date FROM calls WHERE id = %s)))
                        WHERE id = (SELECT campaign_id FROM calls WHERE id = %s)
                        """
                                .formatted(REACHED, REACHED),
                        """
                        SELECT written_id('call', id) FROM calls
                        WHERE campaign_id = (SELECT campaign_id FROM calls WHERE id = %s)
                            AND (send_at AT TIME ZONE 'America/New_York')::date =
                                (SELECT (send_at AT TIME ZONE 'America/New_York')::date FROM calls WHERE id = %s)
                        """
                                .formatted(REACHED, REACHED)),
                new Seed(
                        "a call to a suppressed number",
                        "suppressed-numbers",
                        """
                        INSERT INTO suppressions (id, organization_id, number, reason, created_at)
                        SELECT gen_random_uuid(), organization_id, to_number, 'test', send_at - interval '1 minute'
                        FROM calls WHERE id = %s
                        """
                                .formatted(REACHED),
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a call to a suppressed prefix",
                        "suppressed-numbers",
                        """
                        INSERT INTO suppressions (id, organization_id, prefix, reason, created_at)
                        SELECT gen_random_uuid(), organization_id, left(to_number, 12), 'test', send_at - interval '1 minute'
                        FROM calls WHERE id = %s
                        """
                                .formatted(REACHED),
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a call to an erased person's number",
                        "suppressed-numbers",
                        """
                        INSERT INTO erased_numbers (organization_id, hash, created_at)
                        SELECT organization_id, erasure_hash(to_number), send_at - interval '1 minute'
                        FROM calls WHERE id = %s
                        """
                                .formatted(REACHED),
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a dial let through in a pause",
                        "pauses",
                        """
                        UPDATE lead_decisions SET at = (SELECT at + interval '1 millisecond' FROM events WHERE type = 'campaign.paused')
                        WHERE decision = 'dialed' AND call_id = (
                            SELECT id FROM calls WHERE campaign_id IN (SELECT campaign_id FROM events WHERE type = 'campaign.paused') ORDER BY id DESC LIMIT 1)
                        """,
                        """
                        SELECT written_id('call', (SELECT id FROM calls WHERE campaign_id IN (SELECT campaign_id FROM events WHERE type = 'campaign.paused') ORDER BY id DESC LIMIT 1))
                        """),
                new Seed(
                        "a request that left behind its deadline",
                        "pauses",
                        "UPDATE calls SET dialed_at = send_deadline + interval '1 millisecond' WHERE id = "
                                + REACHED,
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a caller id nobody owns",
                        "caller-ids",
                        "UPDATE calls SET from_number = '+12025550199' WHERE id = " + REACHED,
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a caller id verified later",
                        "caller-ids",
                        "UPDATE caller_ids SET verified_at = (SELECT send_at + interval '1 second' FROM calls WHERE id = %s)"
                                .formatted(REACHED),
                        "SELECT written_id('call', id) FROM calls WHERE send_at <= (SELECT send_at FROM calls WHERE id = %s)"
                                .formatted(REACHED)),
                new Seed(
                        "a call that ended in silence",
                        "call-events",
                        "UPDATE events SET type = 'call.digits' WHERE type = 'call.completed' AND call_id = "
                                + REACHED,
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a call that began twice",
                        "call-events",
                        "UPDATE events SET type = 'call.initiated' WHERE type = 'call.answered' AND call_id = "
                                + REACHED,
                        "SELECT written_id('call', " + REACHED + ")"),
                new Seed(
                        "a lead that is done in silence",
                        "lead-events",
                        "UPDATE events SET type = 'call.digits' WHERE type = 'lead.finished' AND subject_id = (SELECT written_id('lead', lead_id) FROM calls WHERE id = "
                                + REACHED
                                + ")",
                        "SELECT written_id('lead', lead_id) FROM calls WHERE id = " + REACHED),
                new Seed(
                        "a gap between positions",
                        "positions",
                        """
                        UPDATE deliveries SET position = position + 1 WHERE position = (SELECT last_position FROM relay_position);
                        UPDATE events SET position = position + 1 WHERE position = (SELECT last_position FROM relay_position);
                        UPDATE relay_position SET last_position = last_position + 1
                        """,
                        "SELECT written_id('evt', id) FROM events WHERE position = (SELECT last_position FROM relay_position)"),
                new Seed(
                        "an event the relay has passed over",
                        "positions",
                        "UPDATE events SET at = at - interval '11 minutes' WHERE position IS NULL",
                        "SELECT written_id('evt', id) FROM events WHERE position IS NULL"),
                new Seed(
                        "a missing sequence",
                        "sequences",
                        "UPDATE events SET sequence = 3 WHERE type = 'campaign.resumed'",
                        "SELECT written_id('evt', id) FROM events WHERE type = 'campaign.resumed'"),
                new Seed(
                        "an event an endpoint did not get",
                        "deliveries",
                        "DELETE FROM deliveries WHERE event_id = (SELECT id FROM events WHERE type = 'lead.imported')",
                        "SELECT written_id('evt', id) FROM events WHERE type = 'lead.imported'"));
    }
}
