-- lead: every lead's attempts and outcome are those of its calls
-- Attempts are numbered 1, 2, 3 ... with none missing, and the lead's count is their number. An outcome that a result
-- leads to has that result; what suppression, an end of the campaign, a deadline, a person or a lowered cap ends has any.
SELECT l.id,
    l.attempts <> coalesce(made.attempts, 0)
    OR coalesce(made.highest, 0) <> coalesce(made.attempts, 0)
    OR coalesce(made.lowest, 1) <> 1
    OR (l.status <> 'in_call' AND made.attempts > 0 AND l.last_result IS DISTINCT FROM made.last_result)
    OR coalesce(CASE l.outcome
        WHEN 'reached' THEN l.last_result IS DISTINCT FROM 'human'
        WHEN 'voicemail' THEN l.last_result IS DISTINCT FROM 'machine' OR NOT made.message_left
        WHEN 'invalid_number' THEN l.last_result IS DISTINCT FROM 'invalid_number'
        WHEN 'exhausted' THEN l.last_result IS NULL
    END, false) AS wrong
FROM leads l
LEFT JOIN (
    SELECT lead_id, count(*) AS attempts, min(attempt) AS lowest, max(attempt) AS highest,
        (array_agg(result ORDER BY attempt DESC))[1] AS last_result,
        (array_agg(message_left ORDER BY attempt DESC))[1] AS message_left
    FROM calls
    WHERE attempt IS NOT NULL
    GROUP BY lead_id) made ON made.lead_id = l.id
