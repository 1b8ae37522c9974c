    -- Caller ids, and from when to when their limits hold; a retired one's until it was retired. A gate that passed just
    -- before an edit may reserve an instant half a second behind it.
    SELECT c.id, c.organization_id, c.number, c.carrier, c.max_calls_per_day AS calls,
        c.cool_down_seconds * interval '1 second' AS rest,
        greatest(c.created_at, changes.edited_at) + interval '2 seconds' AS since,
        CASE WHEN c.status = 'retired' THEN coalesce(changes.retired_at, '-infinity') ELSE 'infinity' END AS until
    FROM caller_ids c
    LEFT JOIN (
        SELECT subject_id, max(at) FILTER (WHERE action = 'caller_id.updated') AS edited_at,
            min(at) FILTER (WHERE action = 'caller_id.retired') AS retired_at
        FROM audit_log
        WHERE action IN ('caller_id.updated', 'caller_id.retired')
        GROUP BY subject_id) changes ON changes.subject_id = written_id('cid', c.id)
