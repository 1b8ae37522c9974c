-- call: no dial is let through in a pause or behind an end, and none leaves late
-- A switch locks the campaign's row, the gate shares it, and both write down the instant at which they held it: a gate
-- behind a pause and before what lifted it let a call through that the pause had promised away. The answer to a pause
-- waits until requests let through before have left or cannot leave any more, so none may leave behind its deadline.
-- What did not leave is examined where its campaign ever paused or ended.
WITH switches AS (
    SELECT campaign_id, type, at AS from_at,
        lead(at, 1, 'infinity') OVER (PARTITION BY campaign_id ORDER BY sequence) AS to_at
    FROM events
    WHERE type IN ('campaign.started', 'campaign.paused', 'campaign.resumed', 'campaign.completed', 'campaign.stopped')
), still AS (
    SELECT * FROM switches WHERE type IN ('campaign.paused', 'campaign.completed', 'campaign.stopped')
), passes AS MATERIALIZED (
    SELECT d.id AS decision, d.call_id AS id, l.campaign_id, d.at, k.dialed_at > k.send_deadline AS late
    FROM lead_decisions d
    JOIN leads l ON l.id = d.lead_id
    LEFT JOIN calls k ON k.id = d.call_id
    WHERE d.decision = 'dialed'
), broken AS (
    -- Joined, not asked row by row: that would put the campaigns' events in order once per dial.
    SELECT DISTINCT p.decision
    FROM passes p
    JOIN still s ON s.campaign_id = p.campaign_id AND p.at > s.from_at AND p.at < s.to_at
)
SELECT p.id, coalesce(p.late, false) OR b.decision IS NOT NULL AS wrong
FROM passes p
LEFT JOIN broken b ON b.decision = p.decision
WHERE p.late IS NOT NULL OR p.campaign_id IN (SELECT campaign_id FROM still)
