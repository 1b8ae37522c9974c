-- lead: every lead that is done told so once, and no other did
-- Written in the transaction of the outcome; leads that are suppressed when they come in are done from the beginning.
-- Leads of an import that was undone are gone and their events stay. Events are kept 30 days: of leads that were
-- done before nothing is said.
WITH told AS MATERIALIZED (
    SELECT subject_id, count(*) AS times FROM events WHERE type = 'lead.finished' GROUP BY subject_id
)
SELECT l.id,
    CASE
        WHEN l.status <> 'done' THEN t.times IS NOT NULL
        ELSE t.times IS DISTINCT FROM 1
    END AS wrong
FROM leads l
LEFT JOIN told t ON t.subject_id = written_id('lead', l.id)
WHERE t.times IS NOT NULL OR l.status <> 'done' OR (l.done_at > :now::timestamptz - interval '29 days') IS NOT FALSE
