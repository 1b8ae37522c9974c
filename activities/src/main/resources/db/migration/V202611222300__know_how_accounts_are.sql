-- What dials are answered says how an account is. It stands in the account's row, so that all workers go by the same, and
-- is written only when it changes.
ALTER TABLE carrier_accounts
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN breaker_seconds integer,
    ADD COLUMN down_until timestamptz,
    ADD COLUMN probe_call_id uuid,
    ADD COLUMN pace_share double precision
        CONSTRAINT carrier_accounts_pace_share CHECK (pace_share > 0 AND pace_share <= 1),
    ADD COLUMN slowed_at timestamptz,
    ADD COLUMN refused_at timestamptz,
    ADD COLUMN well_since timestamptz;
COMMENT ON COLUMN carrier_accounts.status IS 'active; paused: a person or the carrier''s answer said so, until a person says otherwise; down: it did not answer, until a probe is answered.';
COMMENT ON COLUMN carrier_accounts.failures IS 'Dials in a row that were not answered; 0 again with the first that is.';
COMMENT ON COLUMN carrier_accounts.breaker_seconds IS 'While it is down: how long the next probe was put off. Null: it is not down.';
COMMENT ON COLUMN carrier_accounts.down_until IS 'While it is down: when one call may be dialed as a probe; with probe_call_id, when the next may, should nothing be heard of that one. Null: not by time.';
COMMENT ON COLUMN carrier_accounts.probe_call_id IS 'The one call that is let through while it is down; its answer decides.';
COMMENT ON COLUMN carrier_accounts.pace_share IS 'Share of calls_per_second left to it when its carrier said that it was too fast; null: all. It grows back, see pace_now.';
COMMENT ON COLUMN carrier_accounts.slowed_at IS 'When pace_share was written.';
COMMENT ON COLUMN carrier_accounts.refused_at IS 'When its carrier turned it down (credentials, balance, permission) and it was paused for that; null: not so, or a person has acted since.';
COMMENT ON COLUMN carrier_accounts.well_since IS 'When it was answered again after it was down, or a person set it active: missing answers to requests sent before say nothing any more. Null: it was never otherwise.';

-- The share grows by an eighth a second, as AccountHealth of the program says.
CREATE FUNCTION pace_now(account carrier_accounts) RETURNS double precision LANGUAGE sql VOLATILE
    AS $$ SELECT account.calls_per_second::double precision
        * least(1, coalesce(account.pace_share + greatest(0, floor(extract(epoch FROM carillon_now() - account.slowed_at))) / 8, 1)) $$;
COMMENT ON FUNCTION pace_now IS 'Calls per second the account is asked for at this moment: what is configured, or less after its carrier said that it was too fast.';

CREATE FUNCTION may_dial(account carrier_accounts) RETURNS boolean LANGUAGE sql VOLATILE
    AS $$ SELECT account.status = 'active' OR (account.status = 'down' AND coalesce(account.down_until <= carillon_now(), false)) $$;
COMMENT ON FUNCTION may_dial IS 'Whether the gate would let a call through by this account''s health: it is active, or down and due for a probe.';

-- Which account the gate would take now, as AccountChoice of the program says; for estimates and for people who ask.
-- Campaigns leave one in twenty slots of an account to single calls, as the gate's ReservedSlots says.
CREATE FUNCTION dials_with(campaign campaigns) RETURNS SETOF carrier_accounts LANGUAGE sql VOLATILE ROWS 1
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
                WHERE i.organization_id = a.organization_id AND i.carrier = a.carrier AND i.status = 'verified'
                  AND (i.number = ANY (campaign.caller_ids) OR (campaign.kind = 'direct' AND campaign.caller_ids = '{}')))
              AND a.max_concurrent
                - CASE WHEN campaign.kind <> 'direct' AND a.max_concurrent >= 10
                    THEN greatest(1, a.max_concurrent / 20) ELSE 0 END
                > (SELECT count(*) FROM calls k
                   WHERE k.account_id = a.id AND k.state IN ('dialing', 'ringing', 'in_progress')) DESC,
            array_position(campaign.accounts, a.id), a.id
        LIMIT 1
    $$;
COMMENT ON FUNCTION dials_with IS 'The first of the campaign''s accounts that may be dialed with now, else the first of them; none where it has none.';
REVOKE ALL ON FUNCTION pace_now(carrier_accounts), may_dial(carrier_accounts), dials_with(campaigns) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pace_now(carrier_accounts), may_dial(carrier_accounts), dials_with(campaigns)
    TO carillon_app, carillon_system;
