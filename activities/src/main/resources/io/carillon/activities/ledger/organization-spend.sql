-- call: no call begins when its organization's spend of the day is used up
-- By the day of UTC and by what the gate knew at least: costs as they were when the calls had ended, which the events of
-- their ends keep, or less where the carrier charged less later, and a minute for the transaction of such an end to
-- commit. The day is counted whether there is a limit or not, so calls are judged from the last edit on. Events are
-- kept 30 days. A call of a restore was made by limits that may be lost.
WITH caps AS MATERIALIZED (
    SELECT o.id, (o.limits ->> 'max_spend_per_day')::numeric AS spend,
        greatest(o.since, :now::timestamptz - interval '29 days') AS since
    FROM (
{organization-limits}
    ) o
    WHERE o.limits ->> 'max_spend_per_day' IS NOT NULL
), moments AS (
    SELECT c.id AS organization, c.spend, date_trunc('day', v.at AT TIME ZONE 'UTC') AS day,
        v.at + interval '1 minute' AS at, NULL::uuid AS id, least((v.data ->> 'cost')::numeric, e.cost) AS cost
    FROM events v
    JOIN caps c ON c.id = v.organization_id
    LEFT JOIN calls e ON e.id = v.call_id
    WHERE v.type IN ('call.completed', 'call.failed')
    UNION ALL
    SELECT c.id, c.spend, date_trunc('day', k.send_at AT TIME ZONE 'UTC'), k.send_at, k.id, 0
    FROM calls k
    JOIN caps c ON c.id = k.organization_id
    WHERE k.attempt IS NOT NULL AND k.restored_at IS NULL AND k.send_at > c.since
), spent AS (
    SELECT id, spend,
        sum(cost) OVER (PARTITION BY organization, day ORDER BY at, id ROWS UNBOUNDED PRECEDING) AS so_far
    FROM moments
)
SELECT id, so_far >= spend AS wrong
FROM spent
WHERE id IS NOT NULL
