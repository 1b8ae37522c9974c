    -- Limits and since when they hold: a gate that passed just before an edit may reserve an instant half a second
    -- behind it.
    SELECT o.id, o.limits, coalesce(edited.at + interval '2 seconds', '-infinity') AS since
    FROM organizations o
    LEFT JOIN (
        SELECT subject_id, max(at) AS at FROM audit_log WHERE action = 'organization.updated' GROUP BY subject_id) edited
        ON edited.subject_id = written_id('org', o.id)
