-- call: no sliding second holds more dials than the pace
-- By the instants at which requests left. N per second: the N-th call before left a second ago or earlier; below one
-- per second, one call per 1/pace seconds. A fraction above one is cut off. One row per call and limit. Calls of a restore
-- left by the carrier's clock.
WITH limits AS MATERIALIZED (
    SELECT scope, id, since, greatest(floor(pace), 1)::int AS calls,
        interval '1 second' * (1 / least(pace, 1)) AS per
    FROM (
{limits}
    ) known
), dials AS (
    SELECT 'campaign' AS scope, campaign_id AS of, id, dialed_at FROM calls WHERE attempt IS NOT NULL AND restored_at IS NULL
    UNION ALL
    SELECT 'account', account_id, id, dialed_at FROM calls WHERE attempt IS NOT NULL AND restored_at IS NULL
), spaced AS (
    SELECT d.id, d.dialed_at, l.per, l.since,
        lag(d.dialed_at, l.calls) OVER (PARTITION BY d.scope, d.of ORDER BY d.dialed_at, d.id) AS before
    FROM dials d
    JOIN limits l ON l.scope = d.scope AND l.id = d.of
    WHERE d.dialed_at IS NOT NULL
)
SELECT id, coalesce(dialed_at < before + per, false) AS wrong
FROM spaced
WHERE dialed_at > since AND (before IS NULL OR before > since)
