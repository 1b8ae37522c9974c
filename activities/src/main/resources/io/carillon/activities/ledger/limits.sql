    -- What held a call back, with the limits of now and since when they hold: its campaign (the direct one has none of
    -- its own) and its carrier account. The installation's pace is a setting of the workers, which no row knows.
    SELECT 'campaign' AS scope, s.id, (s.settings ->> 'callsPerSecond')::numeric AS pace,
        (s.settings ->> 'maxConcurrent')::int AS slots, s.since
    FROM (
{steady-campaigns}
    ) s
    WHERE s.kind = 'campaign'
    UNION ALL
    SELECT 'account', a.id, a.calls_per_second, slots(a), coalesce(edited.at + interval '2 seconds', '-infinity')
    FROM carrier_accounts a
    LEFT JOIN (
        SELECT subject_id, max(at) AS at FROM audit_log WHERE action = 'carrier_account.updated' GROUP BY subject_id)
        edited ON edited.subject_id = written_id('acct', a.id)
