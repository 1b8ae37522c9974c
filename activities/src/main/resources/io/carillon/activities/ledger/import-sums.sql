-- imp: every import's sums agree, and it told of its end once
-- Each row of the file is in one bucket; refused rows are kept, and the leads it made are as many as it counted. Of
-- suppressed rows some are leads that were there before. Undone imports have taken their leads out again. Events are
-- kept 30 days.
WITH refused AS (
    SELECT import_id, count(*) AS rows FROM import_errors GROUP BY import_id
), made AS (
    SELECT import_id, count(*) AS leads FROM leads WHERE import_id IS NOT NULL GROUP BY import_id
), told AS MATERIALIZED (
    SELECT subject_id, count(*) AS times FROM events WHERE type = 'lead.imported' GROUP BY subject_id
)
SELECT i.id,
    i.total_rows <> i.imported + i.updated + i.duplicates + i.suppressed + i.rejected
    OR i.rejected <> coalesce(r.rows, 0)
    OR i.rejected <> coalesce((SELECT sum(n::bigint) FROM jsonb_each_text(i.rejected_by_code) AS code (name, n)), 0)
    OR coalesce(m.leads, 0) + i.undone_leads NOT BETWEEN i.imported AND i.imported + i.suppressed
    OR CASE
        WHEN i.ended_at IS NULL THEN t.times IS NOT NULL
        WHEN t.times IS NULL THEN i.ended_at > :now::timestamptz - interval '29 days'
        ELSE t.times <> 1
    END AS wrong
FROM imports i
LEFT JOIN refused r ON r.import_id = i.id
LEFT JOIN made m ON m.import_id = i.id
LEFT JOIN told t ON t.subject_id = written_id('imp', i.id)
