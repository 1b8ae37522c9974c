-- A lead that was called cannot vanish: its calls, its outcome and its event are facts. Taken out, it is shown no more.
ALTER TABLE leads ADD COLUMN deleted_at timestamptz;
COMMENT ON COLUMN leads.deleted_at IS 'When it was taken out of its campaign; null: it was not. Taken out leads are done.';

-- The promise not to call a person outlives what was known about them.
CREATE TABLE erasure_key (
    single boolean CONSTRAINT erasure_key_pk PRIMARY KEY DEFAULT true CONSTRAINT erasure_key_one CHECK (single),
    value bytea NOT NULL
);
COMMENT ON TABLE erasure_key IS 'The key of the hashes in erased_numbers; made once, read only by the functions below.';
INSERT INTO erasure_key (value)
    VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
REVOKE ALL ON erasure_key FROM carillon_app, carillon_system;

CREATE TABLE erased_numbers (
    organization_id uuid NOT NULL CONSTRAINT erased_numbers_organization REFERENCES organizations,
    hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT erased_numbers_pk PRIMARY KEY (organization_id, hash)
);
COMMENT ON TABLE erased_numbers IS 'Numbers of erased people as keyed hashes; they are suppressed for their organization for good.';
COMMENT ON COLUMN erased_numbers.organization_id IS 'The organization the row belongs to.';
COMMENT ON COLUMN erased_numbers.hash IS 'SHA-256 over key and SHA-256 over key and number.';
ALTER TABLE erased_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON erased_numbers TO carillon_app
    USING (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid))
    WITH CHECK (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid));
CREATE POLICY whole_installation ON erased_numbers TO carillon_system, carillon_owner USING (true) WITH CHECK (true);

CREATE FUNCTION erasure_hash(number text) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT sha256(k.value || sha256(k.value || convert_to(number, 'UTF8'))) FROM erasure_key k $$;
COMMENT ON FUNCTION erasure_hash IS 'What erased_numbers knows a number by.';

CREATE FUNCTION is_erased(organization uuid, number text) RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT EXISTS (SELECT FROM erased_numbers e WHERE e.organization_id = organization AND e.hash = erasure_hash(number)) $$;
COMMENT ON FUNCTION is_erased IS 'Whether the number belongs to a person this organization has erased.';

REVOKE ALL ON FUNCTION erasure_hash(text), is_erased(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erasure_hash(text), is_erased(uuid, text) TO carillon_app, carillon_system;
