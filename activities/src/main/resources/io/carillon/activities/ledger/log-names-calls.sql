-- text: every line of the carrier's log names a call of ours
-- What rang is a call that is kept, with the number and the caller id of its row. A request that the carrier turned away
-- is no call and may have left no row, but it bore the id of one, or the token of its callbacks (43 characters). Lines that came in while the rows were looked at are
-- left out. Erased people share a number.
SELECT log.reference AS id,
    (log.call IS NULL AND (log.rang OR log.reference !~ '^[A-Za-z0-9_-]{43}$'))
    OR (log.rang AND (
        k.attempt IS NULL
        OR (k.to_number <> log.to_number AND k.to_number <> '+9990000000')
        OR k.from_number <> log.from_number)) AS wrong
FROM unnest(:references::text[], :calls::uuid[], :tos::text[], :froms::text[], :rang::boolean[], :shown::boolean[])
    AS log (reference, call, to_number, from_number, rang, shown)
LEFT JOIN calls k ON k.id = log.call
WHERE log.shown
