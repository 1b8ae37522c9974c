-- call: no number is dialed more often than its organization allows
-- In rolling windows, by the instants at which requests left, whichever campaign they were of; single calls count and
-- are held back too. One row per call and window with a cap: an organization without one allows any number. What was
-- dialed before the limits were edited counts, calls from before are not judged, nor those of a restore, made by limits
-- that may be lost. Erased people share a number.
WITH caps AS MATERIALIZED (
    SELECT o.id, w.key::interval AS per, w.value::int AS calls, o.since
    FROM (
{organization-limits}
    ) o
    CROSS JOIN LATERAL jsonb_each_text(coalesce(o.limits -> 'calls_per_number', '{}')) w
), windows AS (
    SELECT k.id, k.send_at, k.restored_at, c.per, c.since,
        -- With a cap of none the call itself is one too many.
        lag(k.dialed_at, c.calls) OVER (
            PARTITION BY k.organization_id, k.to_number, c.per ORDER BY k.send_at, k.id) AS first_at
    FROM calls k
    JOIN caps c ON c.id = k.organization_id
    WHERE k.attempt IS NOT NULL AND k.dialed_at IS NOT NULL AND k.to_number <> '+9990000000'
)
SELECT id, coalesce(first_at > send_at - per, false) AS wrong
FROM windows
WHERE send_at > since AND restored_at IS NULL
