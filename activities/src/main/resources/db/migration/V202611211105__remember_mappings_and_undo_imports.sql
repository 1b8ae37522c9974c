-- Files of one source have the same columns every time: what somebody said of them once holds for the next.
CREATE TABLE lead_file_mappings (
    organization_id uuid NOT NULL CONSTRAINT lead_file_mappings_organization REFERENCES organizations,
    headers_hash bytea NOT NULL,
    mapping jsonb NOT NULL,
    import_id uuid NOT NULL,
    confirmed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT lead_file_mappings_pk PRIMARY KEY (organization_id, headers_hash)
);
COMMENT ON TABLE lead_file_mappings IS 'The mapping of the last upload that gave one, for each set of column names.';
COMMENT ON COLUMN lead_file_mappings.organization_id IS 'The organization the row belongs to.';
COMMENT ON COLUMN lead_file_mappings.headers_hash IS 'SHA-256 over the column names in lower case and in order of the alphabet.';
COMMENT ON COLUMN lead_file_mappings.mapping IS 'Known column to header; an empty header leaves the column out.';
COMMENT ON COLUMN lead_file_mappings.import_id IS 'The import that gave it.';
ALTER TABLE lead_file_mappings ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_file_mappings FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON lead_file_mappings TO carillon_app
    USING (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid))
    WITH CHECK (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid));
CREATE POLICY whole_installation ON lead_file_mappings TO carillon_system, carillon_owner USING (true) WITH CHECK (true);

ALTER TABLE imports ADD COLUMN mapping_source text NOT NULL DEFAULT 'guessed'
    CONSTRAINT imports_mapping_source CHECK (mapping_source IN ('request', 'remembered', 'guessed'));
COMMENT ON COLUMN imports.mapping_source IS 'Where the mapping came from: the upload itself, an earlier one with the same columns, or the names of the columns.';
ALTER TABLE imports ADD COLUMN undone_at timestamptz;
COMMENT ON COLUMN imports.undone_at IS 'When its leads were taken out again; null: they were not.';
ALTER TABLE imports ADD COLUMN undone_leads bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN imports.undone_leads IS 'How many leads that took out.';
ALTER TABLE imports ADD COLUMN packed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN imports.packed IS 'The file is a gzip: next_offset, a place in its text, says nothing about size_bytes.';
