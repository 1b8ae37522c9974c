-- call: no call to a number that was suppressed
-- By suppressions that were there when the request left and had not run out; five seconds are left for a suppression to
-- commit. One that was taken away again is not known any more. Numbers of erased people are known by their hashes.
-- Calls of an organization that has suppressed nobody are not examined.
WITH dialed AS MATERIALIZED (
    SELECT id, organization_id, campaign_id, to_number, send_at - interval '5 seconds' AS at
    FROM calls
    WHERE attempt IS NOT NULL AND to_number <> '+9990000000'
), broken AS (
    SELECT d.id
    FROM dialed d
    JOIN suppressions s ON s.organization_id = d.organization_id AND s.number = d.to_number
    WHERE s.created_at < d.at AND (s.expires_at IS NULL OR s.expires_at > d.at + interval '5 seconds')
        AND (s.campaign_id IS NULL OR s.campaign_id = d.campaign_id)
    UNION
    SELECT d.id
    FROM dialed d
    JOIN suppressions s ON s.organization_id = d.organization_id AND s.prefix IS NOT NULL
        AND starts_with(d.to_number, s.prefix)
    WHERE s.created_at < d.at AND (s.expires_at IS NULL OR s.expires_at > d.at + interval '5 seconds')
        AND (s.campaign_id IS NULL OR s.campaign_id = d.campaign_id)
    UNION
    SELECT d.id
    FROM dialed d
    JOIN (SELECT organization_id, min(created_at) AS first FROM erased_numbers GROUP BY organization_id) e
        ON e.organization_id = d.organization_id AND e.first < d.at
    JOIN erased_numbers n ON n.organization_id = d.organization_id AND n.hash = erasure_hash(d.to_number)
        AND n.created_at < d.at
)
SELECT d.id, b.id IS NOT NULL AS wrong
FROM dialed d
LEFT JOIN broken b ON b.id = d.id
WHERE d.organization_id IN (SELECT organization_id FROM suppressions UNION SELECT organization_id FROM erased_numbers)
