-- text: no reference has two lines in the carrier's log
-- A single call keeps its id when the carrier turned it away, so such lines may come before the one that was taken; a
-- campaign's call has a new id then.
SELECT log.reference AS id,
    count(*) FILTER (WHERE log.rang) > 1
    OR (count(*) > 1 AND NOT coalesce(bool_or(k.single), false))
    OR coalesce(max(log.nth) FILTER (WHERE log.rang) < max(log.nth), false) AS wrong
FROM unnest(:references::text[], :calls::uuid[], :rang::boolean[]) WITH ORDINALITY
    AS log (reference, call, rang, nth)
LEFT JOIN calls k ON k.id = log.call
GROUP BY log.reference
