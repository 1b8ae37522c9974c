-- call: every call with evidence has a line in the carrier's log
-- Evidence is an answer, a callback, or a look-up that found the call. Without any the request may not have left: then
-- a line may be missing, the result is unknown or canceled, and the call is not examined.
WITH log AS MATERIALIZED (
    SELECT call FROM unnest(:calls::uuid[]) AS line (call) WHERE call IS NOT NULL GROUP BY call
)
SELECT k.id, log.call IS NULL AS wrong
FROM calls k
LEFT JOIN log ON log.call = k.id
WHERE k.attempt IS NOT NULL AND k.carrier = :carrier
    AND (k.initiated OR k.evidence_at IS NOT NULL OR k.result NOT IN ('unknown', 'canceled'))
