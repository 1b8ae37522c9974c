-- call: no day holds more calls than the campaign allows
-- By the campaign's day, the instants reserved counted in their order. The day is counted whether there is a cap or not,
-- and in another zone at least anew, so calls are judged from the last edit on, where PostgreSQL knows the campaign's zone by
-- name; one without a zone goes by UTC, written Z. A campaign without a cap allows any number and is not examined. A call of
-- a restore counts, by settings that may be lost.
WITH steady AS MATERIALIZED (
    SELECT s.id, s.since, z.name AS zone, (s.settings ->> 'maxCallsPerDay')::int AS cap
    FROM (
{steady-campaigns}
    ) s
    JOIN pg_timezone_names z ON z.name = CASE s.settings ->> 'zone' WHEN 'Z' THEN 'UTC' ELSE s.settings ->> 'zone' END
    WHERE s.settings ->> 'maxCallsPerDay' IS NOT NULL
), days AS (
    SELECT k.id, k.send_at, k.restored_at, s.cap, s.since,
        row_number() OVER (
            PARTITION BY k.campaign_id, date_trunc('day', k.send_at AT TIME ZONE s.zone) ORDER BY k.send_at, k.id) AS nth
    FROM calls k
    JOIN steady s ON s.id = k.campaign_id
    WHERE k.attempt IS NOT NULL
)
SELECT id, nth > cap AS wrong
FROM days
WHERE send_at > since AND restored_at IS NULL
