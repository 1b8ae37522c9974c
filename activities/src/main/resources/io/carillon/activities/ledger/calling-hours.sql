-- call: no call outside its campaign's hours
-- By an arithmetic of its own: the instant reserved for the call, in each zone that counts, against the week's open
-- minutes and the closed dates. Left to the oracle of the tests: what the law adds, zones that follow from a number
-- which is not the lead's first, and clocks PostgreSQL does not know by name. Judged where the settings of now held and
-- the lead was not corrected, as the zones of then are not kept.
WITH windows AS (
    SELECT c.id, day.n AS day, (w ->> 'beginMinute')::int AS begins, (w ->> 'endMinute')::int AS ends
    FROM campaigns c
    CROSS JOIN unnest(ARRAY['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'])
        WITH ORDINALITY AS day (name, n)
    CROSS JOIN LATERAL jsonb_array_elements(c.settings -> 'hours' -> 'windows' -> day.name) w
), weeks AS (
    -- Minutes of the week from Sunday; a tail is what crosses midnight, minutes of the day after.
    SELECT id,
        coalesce(range_agg(int4range(
            ((day - 1) * 1440)::int + begins,
            ((day - 1) * 1440)::int + CASE WHEN ends > begins THEN ends ELSE 1440 END)), '{}') AS open,
        coalesce(range_agg(int4range((day % 7 * 1440)::int, (day % 7 * 1440)::int + ends))
            FILTER (WHERE ends < begins), '{}') AS tails,
        count(DISTINCT day) FILTER (WHERE begins = 0 AND ends = 1440) = 7 AS round_the_clock
    FROM windows
    GROUP BY id
), steady AS MATERIALIZED (
    SELECT s.id, s.since, w.open, w.tails, w.round_the_clock,
        CASE s.settings ->> 'zone' WHEN 'Z' THEN 'UTC' ELSE s.settings ->> 'zone' END AS zone,
        (s.settings ->> 'useLeadZone')::boolean AS use_lead_zone,
        (s.settings ->> 'holdUnknownZone')::boolean AS hold_unknown_zone,
        ARRAY(SELECT jsonb_array_elements_text(s.settings -> 'hours' -> 'closedDates')::date
              UNION SELECT jsonb_array_elements_text(s.settings -> 'hours' -> 'holidays')::date) AS closed
    FROM (
{steady-campaigns}
    ) s
    LEFT JOIN weeks w ON w.id = s.id
), names AS MATERIALIZED (
    SELECT array_agg(name) AS known FROM pg_timezone_names
), corrected AS (
    SELECT DISTINCT lead_id FROM lead_decisions WHERE decision = 'corrected'
), placed AS (
    SELECT k.id, k.send_at, s.open, s.tails, s.closed,
        CASE
            WHEN NOT s.use_lead_zone THEN ARRAY[s.zone]
            WHEN cardinality(l.time_zones) BETWEEN 1 AND 5 THEN l.time_zones
            WHEN s.round_the_clock THEN ARRAY['Etc/GMT-14', 'UTC', 'Etc/GMT+12']
            WHEN s.hold_unknown_zone THEN '{}'
            ELSE ARRAY[s.zone]
        END AS zones
    FROM calls k
    JOIN steady s ON s.id = k.campaign_id AND k.send_at > s.since
    JOIN leads l ON l.id = k.lead_id
    WHERE k.attempt IS NOT NULL
        AND l.person_key NOT LIKE 'e:%'
        AND NOT EXISTS (SELECT FROM corrected c WHERE c.lead_id = l.id)
        AND (NOT s.use_lead_zone OR l.zone_source NOT IN ('number', 'unknown') OR k.to_number = l.phones[1])
)
SELECT p.id,
    p.zones = '{}' OR EXISTS (
        SELECT
        FROM unnest(p.zones) zone
        CROSS JOIN LATERAL (SELECT p.send_at AT TIME ZONE zone AS at) local
        CROSS JOIN LATERAL (
            SELECT extract(dow FROM at)::int * 1440 + extract(hour FROM at)::int * 60 + extract(minute FROM at)::int) AS minute (n)
        WHERE local.at::date = ANY (p.closed)
            OR NOT (
                coalesce(p.open @> minute.n, false)
                OR (coalesce(p.tails @> minute.n, false) AND NOT local.at::date - 1 = ANY (p.closed)))) AS wrong
FROM placed p, names
WHERE p.zones <@ names.known
