-- call: no more calls at once than campaign and account allow
-- A call holds its slots from the gate to its end, so at the instant reserved for a call no more than the limit are
-- between theirs and their end. One row per call and limit. When a call of a restore ended is not known.
WITH limits AS MATERIALIZED (
{limits}
), known AS (
    SELECT * FROM calls WHERE attempt IS NOT NULL AND restored_at IS NULL
), moments AS (
    SELECT 'campaign' AS scope, campaign_id AS of, id, send_at AS at, 1 AS more FROM known
    UNION ALL
    SELECT 'campaign', campaign_id, id, ended_at, -1 FROM known WHERE ended_at IS NOT NULL
    UNION ALL
    SELECT 'account', account_id, id, send_at, 1 FROM known
    UNION ALL
    SELECT 'account', account_id, id, ended_at, -1 FROM known WHERE ended_at IS NOT NULL
), live AS (
    -- Whoever ends at the same instant has made room.
    SELECT *, sum(more) OVER (PARTITION BY scope, of ORDER BY at, more ROWS UNBOUNDED PRECEDING) AS at_once
    FROM moments
)
SELECT m.id, m.at_once > l.slots AS wrong
FROM live m
JOIN limits l ON l.scope = m.scope AND l.id = m.of
WHERE m.more = 1 AND m.at > l.since
