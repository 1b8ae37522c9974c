-- call: a caller id rests between its calls as long as it must
-- By the instants reserved, as the gate measures, and between calls that both came after the last edit: a request that
-- did not leave is taken back by the rest of then. A caller id that need not rest is not examined. Calls of a restore left
-- by the carrier's clock.
WITH limits AS MATERIALIZED (
{caller-id-limits}
), rested AS (
    SELECT k.id, k.send_at, l.rest, l.since, l.until,
        lag(k.send_at) OVER (PARTITION BY l.id ORDER BY k.send_at, k.id) AS before
    FROM calls k
    JOIN limits l ON l.organization_id = k.organization_id AND l.number = k.from_number AND l.carrier = k.carrier
    WHERE k.attempt IS NOT NULL AND k.restored_at IS NULL AND l.rest > '0'
)
SELECT id, coalesce(send_at < before + rest, false) AS wrong
FROM rested
WHERE send_at > since AND send_at < until AND (before IS NULL OR before > since)
