-- text: no line of the carrier's log was written in a pause
-- By the carrier's own clock. What a gate let through before the pause may still leave within its deadline, and the
-- pause is not answered before; two seconds are more than that. What a restore wrote down came while pauses may have
-- been lifted that are not known any more. Lines of
-- a campaign that never paused nor ended are not examined.
WITH switches AS (
    SELECT campaign_id, type, at AS from_at,
        lead(at, 1, 'infinity') OVER (PARTITION BY campaign_id ORDER BY sequence) AS to_at
    FROM events
    WHERE type IN ('campaign.started', 'campaign.paused', 'campaign.resumed', 'campaign.completed', 'campaign.stopped')
), lines AS MATERIALIZED (
    SELECT log.nth, log.reference, k.campaign_id, log.at
    FROM unnest(:references::text[], :calls::uuid[], :ats::timestamptz[]) WITH ORDINALITY AS log (reference, call, at, nth)
    JOIN calls k ON k.id = log.call AND k.restored_at IS NULL
), still AS (
    SELECT * FROM switches WHERE type IN ('campaign.paused', 'campaign.completed', 'campaign.stopped')
), broken AS (
    SELECT DISTINCT l.nth
    FROM lines l
    JOIN still s ON s.campaign_id = l.campaign_id
        AND l.at > s.from_at + interval '2 seconds'
        AND l.at < s.to_at
)
SELECT l.reference AS id, b.nth IS NOT NULL AS wrong
FROM lines l
LEFT JOIN broken b ON b.nth = l.nth
WHERE l.campaign_id IN (SELECT campaign_id FROM still)
