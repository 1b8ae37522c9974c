-- evt: the events of a subject are numbered 1, 2, 3 ... in their order
-- Of a subject that is older than the 30 days events are kept, the first ones may be gone. Places follow the numbers.
SELECT id,
    coalesce(sequence <> before + 1, sequence <> 1)
    OR coalesce(position < before_position, false)
    OR (position IS NOT NULL AND before IS NOT NULL AND before_position IS NULL) AS wrong
FROM (
    SELECT id, sequence, position,
        lag(sequence) OVER of_subject AS before, lag(position) OVER of_subject AS before_position,
        -- Ids begin with the instant they were made, in both their forms.
        split_part(subject_id, '_', 2) COLLATE "C" > split_part(written_id('', :young::uuid), '_', 2) COLLATE "C" AS young
    FROM events
    WINDOW of_subject AS (PARTITION BY subject_id ORDER BY sequence)) events
WHERE before IS NOT NULL OR young
