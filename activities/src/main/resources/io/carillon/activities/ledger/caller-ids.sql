-- call: every call shows a number the organization has verified
-- On that carrier, verified before the request left and not retired by then, and one of the campaign's where the
-- campaign names some. An account of the organization's own placed it.
WITH steady AS MATERIALIZED (
{steady-campaigns}
), retired AS (
    SELECT subject_id, min(at) AS at FROM audit_log WHERE action = 'caller_id.retired' GROUP BY subject_id
), shown AS (
    SELECT c.organization_id, c.number, c.carrier, coalesce(c.verified_at, c.created_at) AS verified_at,
        CASE WHEN c.status = 'retired' THEN coalesce(r.at, 'infinity') ELSE 'infinity' END AS retired_at
    FROM caller_ids c
    LEFT JOIN retired r ON r.subject_id = written_id('cid', c.id)
    WHERE c.status <> 'pending'
), proper AS (
    SELECT DISTINCT k.id
    FROM calls k
    JOIN shown c ON c.organization_id = k.organization_id AND c.number = k.from_number AND c.carrier = k.carrier
        AND c.verified_at <= k.send_at
        AND c.retired_at > k.send_at - interval '5 seconds'
)
SELECT k.id,
    p.id IS NULL
    OR a.organization_id IS DISTINCT FROM k.organization_id
    OR a.carrier IS DISTINCT FROM k.carrier
    OR coalesce(s.caller_ids <> '{}' AND NOT k.from_number = ANY (s.caller_ids) AND k.options ->> 'from' IS NULL, false) AS wrong
FROM calls k
LEFT JOIN proper p ON p.id = k.id
LEFT JOIN carrier_accounts a ON a.id = k.account_id
LEFT JOIN steady s ON s.id = k.campaign_id AND k.send_at > s.since
WHERE k.attempt IS NOT NULL
