-- lead: every lead that is done told so once, and no other did
-- Written in the transaction of the outcome; leads that are suppressed when they come in are done from the beginning.
-- Leads of an import that was undone are gone and their events stay. Events are kept 30 days.
WITH told AS MATERIALIZED (
    SELECT subject_id, count(*) AS times FROM events WHERE type = 'lead.finished' GROUP BY subject_id
)
SELECT l.id,
    CASE
        WHEN l.status <> 'done' THEN t.times IS NOT NULL
        WHEN t.times IS NULL THEN l.done_at > :now::timestamptz - interval '29 days'
        ELSE t.times <> 1
    END AS wrong
FROM leads l
LEFT JOIN told t ON t.subject_id = written_id('lead', l.id)
