-- evt: every event has its place, with no gap before it
-- One relay places what is committed. Old events are removed, so the first position that is still there may be any; an
-- event without a place is passed over when the relay was at work ten minutes after it was written: transactions may
-- last for minutes.
WITH placed AS (
    SELECT id, position, lag(position) OVER (ORDER BY position) AS before, at
    FROM events
    WHERE position IS NOT NULL
)
SELECT id, before < position - 1 AS wrong
FROM placed
WHERE before = position - 1 OR (before IS NOT NULL AND at > :now::timestamptz - interval '29 days')
UNION ALL
SELECT e.id, true
FROM events e, relay_position r
WHERE e.position IS NULL AND e.at < r.relayed_at - interval '10 minutes'
UNION ALL
SELECT (SELECT id FROM events ORDER BY position DESC NULLS LAST LIMIT 1), true
FROM relay_position r
WHERE EXISTS (SELECT FROM events)
    AND r.last_position <> (SELECT coalesce(max(position), 0) FROM events)
