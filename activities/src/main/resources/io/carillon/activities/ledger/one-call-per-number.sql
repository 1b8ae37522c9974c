-- call: a number is rung by one call at a time
-- Per organization. The next call is reserved an instant after the one before has ended. Erased people share a number.
-- When a call of a restore ended is not known.
SELECT id,
    coalesce(send_at < before_ended_at, false) OR (before_at IS NOT NULL AND before_ended_at IS NULL) AS wrong
FROM (
    SELECT id, send_at, lag(send_at) OVER of_number AS before_at, lag(ended_at) OVER of_number AS before_ended_at,
        lag(restored_at) OVER of_number IS NOT NULL AS before_restored
    FROM calls
    WHERE attempt IS NOT NULL AND to_number <> '+9990000000'
    WINDOW of_number AS (PARTITION BY organization_id, to_number ORDER BY send_at)) calls
WHERE NOT before_restored
