-- text: no line of the carrier's log was written in a pause
-- By the carrier's own clock. What a gate let through before the pause may still leave within its deadline, and the
-- pause is not answered before; two seconds are more than that.
WITH switches AS (
    SELECT campaign_id, type, at AS from_at,
        lead(at, 1, 'infinity') OVER (PARTITION BY campaign_id ORDER BY sequence) AS to_at
    FROM events
    WHERE type IN ('campaign.started', 'campaign.paused', 'campaign.resumed', 'campaign.completed', 'campaign.stopped')
)
SELECT log.reference AS id,
    EXISTS (
        SELECT
        FROM switches s
        WHERE s.type IN ('campaign.paused', 'campaign.completed', 'campaign.stopped')
            AND s.campaign_id = k.campaign_id
            AND log.at > s.from_at + interval '2 seconds'
            AND log.at < s.to_at) AS wrong
FROM unnest(:references::text[], :calls::uuid[], :ats::timestamptz[]) AS log (reference, call, at)
JOIN calls k ON k.id = log.call
