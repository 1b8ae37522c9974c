-- Ilyost ends the oldest call on the line where one comes over its limit (Ilyost server, concurrentCalls). What its account
-- may have at once is what Ilyost allows, so one of them is never used.
CREATE FUNCTION slots(account carrier_accounts) RETURNS integer LANGUAGE sql IMMUTABLE
    AS $$ SELECT account.max_concurrent - CASE account.carrier WHEN 'ilyost' THEN 1 ELSE 0 END $$;
COMMENT ON FUNCTION slots IS 'Calls at once the account is used for: what is configured, but one less with a carrier that ends a call to make room for another.';

REVOKE ALL ON FUNCTION slots(carrier_accounts) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION slots(carrier_accounts) TO carillon_app, carillon_system;

CREATE OR REPLACE FUNCTION dials_with(campaign campaigns) RETURNS SETOF carrier_accounts LANGUAGE sql VOLATILE ROWS 1
    AS $$
        SELECT a.*
        FROM carrier_accounts a
        WHERE a.organization_id = campaign.organization_id
          AND (a.id = ANY (campaign.accounts) OR (campaign.accounts = '{}' AND a.carrier = campaign.carrier))
        ORDER BY may_dial(a)
              AND (a.price_per_minute IS NOT NULL OR a.carrier = 'simulator' OR NOT EXISTS (
                SELECT FROM organizations o
                WHERE o.id = a.organization_id AND o.limits ->> 'max_spend_per_day' IS NOT NULL))
              AND EXISTS (
                SELECT FROM caller_ids i
                WHERE i.organization_id = a.organization_id AND may_show(a, i)
                  AND (i.number = ANY (campaign.caller_ids) OR (campaign.kind = 'direct' AND campaign.caller_ids = '{}')))
              AND slots(a)
                - CASE WHEN campaign.kind <> 'direct' AND slots(a) >= 10
                    THEN greatest(1, slots(a) / 20) ELSE 0 END
                > (SELECT count(*) FROM calls k
                   WHERE k.account_id = a.id AND k.state IN ('dialing', 'ringing', 'in_progress')) DESC,
            array_position(campaign.accounts, a.id), a.id
        LIMIT 1
    $$;
