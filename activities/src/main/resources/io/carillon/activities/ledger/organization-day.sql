-- call: no day holds more calls than the organization allows
-- By the day of UTC, the instants reserved counted in their order, campaigns and single calls together. The day is
-- counted whether there is a cap or not, so calls are judged from the last edit on. An organization without a cap allows
-- any number and is not examined. A call of a restore counts, by limits that may be lost.
WITH caps AS MATERIALIZED (
    SELECT o.id, (o.limits ->> 'max_calls_per_day')::int AS calls, o.since
    FROM (
{organization-limits}
    ) o
    WHERE o.limits ->> 'max_calls_per_day' IS NOT NULL
), days AS (
    SELECT k.id, k.send_at, k.restored_at, c.calls, c.since,
        row_number() OVER (
            PARTITION BY k.organization_id, date_trunc('day', k.send_at AT TIME ZONE 'UTC')
            ORDER BY k.send_at, k.id) AS nth
    FROM calls k
    JOIN caps c ON c.id = k.organization_id
    WHERE k.attempt IS NOT NULL
)
SELECT id, nth > calls AS wrong
FROM days
WHERE send_at > since AND restored_at IS NULL
