-- call: attempts keep to the cap, the spacing and the retry delays
-- Judged where the settings of now held then, by the instants that were reserved for the attempts: the gate measures
-- between those. The n-th retry after a result waits that result's n-th delay; a person may be promised an earlier call,
-- and whoever corrects a lead may name a time, so neither a lead with a promise nor a corrected one is judged by
-- delays. The cap and the spacing hold for them too; for single calls none of it does. Of a call a restore wrote down only its number counts: when it
-- ended is not known, and it left by the carrier's clock.
WITH steady AS MATERIALIZED (
{steady-campaigns}
), corrected AS (
    SELECT DISTINCT lead_id FROM lead_decisions WHERE decision = 'corrected'
), attempts AS (
    SELECT k.id, k.campaign_id, k.lead_id, k.attempt, k.send_at, k.single,
        k.restored_at IS NOT NULL OR lag(k.restored_at) OVER of_lead IS NOT NULL AS restored,
        lag(k.send_at) OVER of_lead AS before_at,
        lag(k.ended_at) OVER of_lead AS before_ended_at,
        lag(k.result) OVER of_lead AS before_result,
        lag(k.to_number) OVER of_lead = k.to_number AS same_number,
        count(k.call_back) OVER (PARTITION BY k.lead_id) > 0 AS promised,
        lag(tried) OVER of_lead AS before_tried
    FROM (
        SELECT *, row_number() OVER (PARTITION BY lead_id, to_number, result ORDER BY attempt) AS tried
        FROM calls
        WHERE attempt IS NOT NULL) k
    WINDOW of_lead AS (PARTITION BY k.lead_id ORDER BY k.attempt)
)
SELECT a.id,
    a.attempt > (s.settings ->> 'maxAttemptsPerLead')::int
    OR NOT a.restored AND (
        coalesce(a.send_at < a.before_at + (s.settings ->> 'minBetweenAttempts')::interval, false)
        OR coalesce(a.send_at <= a.before_at, false)
        OR coalesce(
            a.same_number AND NOT a.promised AND c.lead_id IS NULL
                AND a.send_at < a.before_ended_at + (
                    s.settings -> 'retry' -> a.before_result ->> (
                        least(a.before_tried, jsonb_array_length(s.settings -> 'retry' -> a.before_result)) - 1)::int
                    )::interval,
            false)) AS wrong
FROM attempts a
JOIN steady s ON s.id = a.campaign_id AND coalesce(a.before_at, a.send_at) > s.since
LEFT JOIN corrected c ON c.lead_id = a.lead_id
WHERE NOT a.single
