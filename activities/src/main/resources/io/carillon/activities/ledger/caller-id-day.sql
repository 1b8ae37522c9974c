-- call: no day shows a caller id more often than it may be shown
-- By the day of UTC, the instants reserved counted in their order, whichever campaign they were of. Who gives a caller id
-- its first limit counts what it was shown for on that day, so calls are judged from the last edit on. One without such
-- a limit may be shown for any number and is not examined. A call of a restore counts, by limits that may be lost.
WITH limits AS MATERIALIZED (
{caller-id-limits}
), days AS (
    SELECT k.id, k.send_at, k.restored_at, l.calls, l.since, l.until,
        row_number() OVER (
            PARTITION BY l.id, date_trunc('day', k.send_at AT TIME ZONE 'UTC') ORDER BY k.send_at, k.id) AS nth
    FROM calls k
    JOIN limits l ON l.organization_id = k.organization_id AND l.number = k.from_number AND l.carrier = k.carrier
    WHERE k.attempt IS NOT NULL AND l.calls IS NOT NULL
)
SELECT id, nth > calls AS wrong
FROM days
WHERE send_at > since AND send_at < until AND restored_at IS NULL
