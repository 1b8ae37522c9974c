-- call: no day holds more calls than the campaign allows
-- By the campaign's day, the instants reserved counted in their order. Judged on days that began with the settings of
-- now, where PostgreSQL knows the campaign's zone by name; one without a zone goes by UTC, written Z. A campaign without a cap allows any number.
WITH steady AS MATERIALIZED (
    SELECT s.id, s.since, z.name AS zone, (s.settings ->> 'maxCallsPerDay')::int AS cap
    FROM (
{steady-campaigns}
    ) s
    JOIN pg_timezone_names z ON z.name = CASE s.settings ->> 'zone' WHEN 'Z' THEN 'UTC' ELSE s.settings ->> 'zone' END
), days AS (
    SELECT k.id, s.cap, s.zone, s.since, date_trunc('day', k.send_at AT TIME ZONE s.zone) AS day,
        row_number() OVER (
            PARTITION BY k.campaign_id, date_trunc('day', k.send_at AT TIME ZONE s.zone) ORDER BY k.send_at, k.id) AS nth
    FROM calls k
    JOIN steady s ON s.id = k.campaign_id
    WHERE k.attempt IS NOT NULL
)
SELECT id, coalesce(nth > cap, false) AS wrong
FROM days
WHERE day AT TIME ZONE zone > since
