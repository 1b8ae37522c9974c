-- How a number was proved, what its carriers said of it since, and how campaigns choose among theirs.
ALTER TABLE caller_ids
    ADD COLUMN accounts uuid[],
    ADD COLUMN approval text,
    ADD COLUMN expected_attestation text
        CONSTRAINT caller_ids_attestation CHECK (expected_attestation IN ('A', 'B', 'C')),
    ADD COLUMN refused_by uuid,
    ADD COLUMN refused_at timestamptz,
    ADD COLUMN refusal text;
COMMENT ON COLUMN caller_ids.verified_by IS 'simulator: nobody else''s phone can show it there; carrier: its own list has it; operator: who runs the installation approved it; code_call: whoever answers it heard a code. Null: nobody yet.';
COMMENT ON COLUMN caller_ids.accounts IS 'Carrier accounts whose own carrier lists the number: it is shown through these only. Null: through any of its carrier. Empty: those that listed it reach another carrier now; it is shown by none.';
COMMENT ON COLUMN caller_ids.approval IS 'On what evidence the operator approved it; the audit log says when and who.';
COMMENT ON COLUMN caller_ids.expected_attestation IS 'STIR/SHAKEN (ATIS-1000074) attestation the carrier is expected to sign calls with: A full, B partial, C gateway. As told; no carrier says it before a call.';
COMMENT ON COLUMN caller_ids.refused_by IS 'The account whose carrier last refused to show it.';
COMMENT ON COLUMN caller_ids.refusal IS 'What it said.';
COMMENT ON COLUMN caller_ids.refused_at IS 'When that was; for an hour it is not shown through that account.';

ALTER TABLE campaigns ADD COLUMN caller_id_choice text[] NOT NULL DEFAULT '{}'
    CONSTRAINT campaigns_caller_id_choice CHECK (caller_id_choice <@ ARRAY['sticky', 'local']);
COMMENT ON COLUMN campaigns.caller_id_choice IS 'sticky: a lead is shown the number it was shown last, where that may be shown; local: the number nearest to the one called. Otherwise they take turns.';

CREATE FUNCTION proved_for(account carrier_accounts, callerid caller_ids) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT callerid.carrier = account.carrier AND callerid.status = 'verified'
        AND (callerid.accounts IS NULL OR account.id = ANY (callerid.accounts)) $$;
COMMENT ON FUNCTION proved_for IS 'Whether it is proved that calls with this account may show this caller id, which is of the same organization.';

CREATE FUNCTION may_show(account carrier_accounts, callerid caller_ids) RETURNS boolean LANGUAGE sql VOLATILE
    AS $$ SELECT proved_for(account, callerid)
        AND (callerid.refused_by IS DISTINCT FROM account.id OR callerid.refused_at < carillon_now() - interval '1 hour') $$;
COMMENT ON FUNCTION may_show IS 'The same, and its carrier has not lately refused to show it.';

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
              AND a.max_concurrent
                - CASE WHEN campaign.kind <> 'direct' AND a.max_concurrent >= 10
                    THEN greatest(1, a.max_concurrent / 20) ELSE 0 END
                > (SELECT count(*) FROM calls k
                   WHERE k.account_id = a.id AND k.state IN ('dialing', 'ringing', 'in_progress')) DESC,
            array_position(campaign.accounts, a.id), a.id
        LIMIT 1
    $$;
REVOKE ALL ON FUNCTION proved_for(carrier_accounts, caller_ids), may_show(carrier_accounts, caller_ids) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proved_for(carrier_accounts, caller_ids), may_show(carrier_accounts, caller_ids)
    TO carillon_app, carillon_system;

-- Each row is a call that tells a code to whoever answers the number. The code is in the call's context, nowhere else.
CREATE TABLE caller_id_codes (
    id uuid CONSTRAINT caller_id_codes_pk PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT caller_id_codes_organization REFERENCES organizations,
    number text NOT NULL CONSTRAINT caller_id_codes_e164 CHECK (number ~ '^\+[0-9]{7,15}$'),
    call_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    used_at timestamptz
);
CREATE INDEX caller_id_codes_by_number ON caller_id_codes (organization_id, number, asked_at);
COMMENT ON TABLE caller_id_codes IS 'Code calls asked for, by the number that is to be proved. Kept, since only a few are let through per number and day.';
COMMENT ON COLUMN caller_id_codes.organization_id IS 'The organization that wants to show the number. The call is of another one, that of the installation.';
COMMENT ON COLUMN caller_id_codes.call_id IS 'Whose context has the code.';
COMMENT ON COLUMN caller_id_codes.expires_at IS 'The code proves nothing from then on.';
COMMENT ON COLUMN caller_id_codes.tries IS 'Wrong codes that were given for it.';
COMMENT ON COLUMN caller_id_codes.used_at IS 'When it proved the number; null: not yet.';
ALTER TABLE caller_id_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE caller_id_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON caller_id_codes TO carillon_app
    USING (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid))
    WITH CHECK (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid));
CREATE POLICY whole_installation ON caller_id_codes TO carillon_system, carillon_owner USING (true) WITH CHECK (true);
