-- call: every call told of its beginning and its end once
-- call.initiated once there is evidence that the request left, and one event for its end, written together with it.
-- Events are kept 30 days: of calls that ended before nothing is said.
WITH told AS (
    SELECT call_id, count(*) FILTER (WHERE type = 'call.initiated') AS begun,
        count(*) FILTER (WHERE type IN ('call.completed', 'call.failed', 'call.canceled')) AS ended,
        max(type) FILTER (WHERE type IN ('call.completed', 'call.failed', 'call.canceled')) AS ending
    FROM events
    WHERE call_id IS NOT NULL AND type IN ('call.initiated', 'call.completed', 'call.failed', 'call.canceled')
    GROUP BY call_id
)
SELECT coalesce(k.id, t.call_id) AS id,
    k.id IS NULL
    OR (coalesce(t.begun, 0) <> CASE WHEN k.initiated THEN 1 ELSE 0 END
        AND (coalesce(t.begun, 0) > 0 OR k.dialed_at > :now::timestamptz - interval '29 days'))
    OR (coalesce(t.ended, 0) <> CASE WHEN k.ended_at IS NULL THEN 0 ELSE 1 END
        AND (coalesce(t.ended, 0) > 0 OR k.ended_at > :now::timestamptz - interval '29 days'))
    OR coalesce(t.ending <> 'call.' || k.state, false) AS wrong
FROM calls k
FULL JOIN told t ON t.call_id = k.id
WHERE t.call_id IS NOT NULL OR (coalesce(k.ended_at, k.dialed_at) > :now::timestamptz - interval '29 days') IS NOT FALSE
