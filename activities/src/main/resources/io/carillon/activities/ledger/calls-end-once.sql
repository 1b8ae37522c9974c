-- call: every call that ended has one result, and every result an end
-- By the contract's table of results. A call without a dial ends canceled; one that was dialed keeps with whom, from
-- which number and when.
SELECT k.id,
    (k.result IS NULL) <> (k.ended_at IS NULL)
    OR (k.result IS NULL) <> (k.state NOT IN ('completed', 'failed', 'canceled'))
    OR CASE k.state
        WHEN 'completed' THEN k.result NOT IN ('human', 'machine', 'fax', 'unknown')
        WHEN 'failed' THEN k.result NOT IN ('no_answer', 'busy', 'rejected', 'congestion', 'invalid_number',
                'carrier_error', 'blocked', 'unknown')
            OR (k.result = 'unknown' AND k.answered_at IS NOT NULL)
        WHEN 'canceled' THEN k.result <> 'canceled'
        WHEN 'waiting' THEN NOT k.single OR k.attempt IS NOT NULL
        WHEN 'claimed' THEN k.claimed_at IS NULL OR k.attempt IS NOT NULL
        ELSE k.attempt IS NULL
    END
    OR (k.state IN ('completed', 'failed') AND k.attempt IS NULL)
    OR (k.attempt IS NOT NULL
        AND (k.from_number IS NULL OR k.account_id IS NULL OR k.carrier IS NULL OR k.send_at IS NULL))
    OR (k.attempt IS NOT NULL AND k.ended_at IS NOT NULL AND k.dialed_at IS NULL) AS wrong
FROM calls k
