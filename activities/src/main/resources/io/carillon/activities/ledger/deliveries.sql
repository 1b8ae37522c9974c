-- evt: every event goes once to each endpoint that asked for it
-- Deliveries are made in the transaction that places the event. An endpoint that was changed is asked about what came
-- later, one that was ever disabled and made active again about nothing: nobody knows any more what it wanted when.
-- Single events that were sent again have further deliveries, marked as such. An event that nobody asked for and that went
-- to nobody is not examined.
WITH changed AS (
    SELECT subject_id, max(at) AS at FROM audit_log WHERE action = 'webhook_endpoint.changed' GROUP BY subject_id
), asking AS MATERIALIZED (
    SELECT e.id, e.organization_id, e.events, greatest(e.created_at, c.at) + interval '10 seconds' AS since
    FROM webhook_endpoints e
    LEFT JOIN changed c ON c.subject_id = written_id('whe', e.id)
    WHERE e.deleted_at IS NULL AND e.status <> 'disabled'
        AND NOT EXISTS (
            SELECT FROM events d WHERE d.subject_id = written_id('whe', e.id) AND d.type = 'endpoint.disabled')
), wanted AS (
    SELECT v.id, bool_and(d.id IS NOT NULL) AS made
    FROM events v
    JOIN asking a ON a.organization_id = v.organization_id AND v.at > a.since
        AND (v.type = ANY (a.events) OR '*' = ANY (a.events))
    LEFT JOIN deliveries d ON d.endpoint_id = a.id AND d.event_id = v.id AND NOT d.redelivery
    WHERE v.position IS NOT NULL
    GROUP BY v.id
), made AS (
    SELECT d.event_id AS id,
        bool_or(
            d.organization_id <> v.organization_id
            OR e.organization_id <> v.organization_id
            OR d.position IS DISTINCT FROM v.position
            OR (d.status = 'delivered') <> (d.delivered_at IS NOT NULL)) AS wrong
    FROM deliveries d
    JOIN events v ON v.id = d.event_id
    JOIN webhook_endpoints e ON e.id = d.endpoint_id
    GROUP BY d.event_id
)
SELECT v.id, NOT coalesce(w.made, true) OR coalesce(m.wrong, false) AS wrong
FROM events v
LEFT JOIN wanted w ON w.id = v.id
LEFT JOIN made m ON m.id = v.id
WHERE v.position IS NOT NULL AND (w.id IS NOT NULL OR m.id IS NOT NULL)
