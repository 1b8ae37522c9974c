-- The simulator rings nobody, and a stand-in at a loopback address rings what it likes; every other address is real. Whatever
-- does not read as an ordinary address of this machine (user names, other hosts behind @) is real, too.
ALTER TABLE carrier_accounts ADD COLUMN lawful_floor boolean NOT NULL GENERATED ALWAYS AS (
    carrier <> 'simulator'
    AND NOT coalesce(
        base_url ~ '^[Hh][Tt][Tt][Pp][Ss]?://(localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\])(:[0-9]{1,5})?(/[^@\\]*)?$',
        false)) STORED;
COMMENT ON COLUMN carrier_accounts.lawful_floor IS 'Calls ring real phones, so the lawful floor holds: hours, consent, identity.';

CREATE FUNCTION lawful_floor(campaign campaigns) RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT EXISTS (
        SELECT FROM carrier_accounts a
        WHERE a.organization_id = campaign.organization_id
          AND a.lawful_floor
          AND campaign.kind = 'campaign'
          AND (a.id = ANY (campaign.accounts) OR (campaign.accounts = '{}' AND a.carrier = campaign.carrier))) $$;
COMMENT ON FUNCTION lawful_floor IS 'Whether one of the accounts the campaign dials with rings real phones. Single calls of no campaign ask their own.';
REVOKE ALL ON FUNCTION lawful_floor(campaigns) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lawful_floor(campaigns) TO carillon_app, carillon_system;
