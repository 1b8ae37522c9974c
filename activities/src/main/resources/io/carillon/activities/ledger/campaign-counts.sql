-- camp: every campaign counts the leads it has
-- Intake, removal and undo change the count and the leads together. Single calls of the organization's own campaign
-- are not counted.
SELECT c.id, c.leads_total <> coalesce(l.leads, 0) AS wrong
FROM campaigns c
LEFT JOIN (
    SELECT campaign_id, count(*) AS leads FROM leads WHERE deleted_at IS NULL GROUP BY campaign_id) l
    ON l.campaign_id = c.id
WHERE c.kind = 'campaign'
