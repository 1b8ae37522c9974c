-- lead: every lead has one outcome, or a reason to wait, or one live call
-- Written under the lead's lock together with what it tells of, so it holds at every instant.
SELECT l.id,
    CASE l.status
        WHEN 'done' THEN l.outcome IS NULL OR l.done_at IS NULL OR l.next_attempt_at IS NOT NULL
            OR live.call IS NOT NULL
        WHEN 'pending' THEN l.outcome IS NOT NULL OR l.done_at IS NOT NULL OR l.due_at IS NULL
            OR (l.next_attempt_at IS NULL AND l.held_by IS NULL)
            OR live.call IS NOT NULL
        WHEN 'in_call' THEN l.outcome IS NOT NULL OR live.calls <> 1 OR live.call <> l.call_id
    END AS wrong
FROM leads l
LEFT JOIN (
    SELECT lead_id, count(*) AS calls, (array_agg(id))[1] AS call
    FROM calls
    WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')
    GROUP BY lead_id) live ON live.lead_id = l.id
