    -- Settings and since when they hold. A gate that passed just before an edit may reserve an instant half a second
    -- behind it. An edit that no audit entry tells the time of leaves the campaign out.
    SELECT c.id, c.organization_id, c.kind, c.settings, c.accounts, c.caller_ids,
        coalesce(edited.at + interval '2 seconds', '-infinity') AS since
    FROM campaigns c
    LEFT JOIN (
        SELECT subject_id, max(at) AS at FROM audit_log WHERE action = 'campaign.updated' GROUP BY subject_id) edited
        ON edited.subject_id = written_id('camp', c.id)
    WHERE c.revision = 1 OR edited.at IS NOT NULL
