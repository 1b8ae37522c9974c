-- results.csv begins with the names of all answers and variables; looking for them read every lead of the campaign first.
CREATE TABLE campaign_columns (
    organization_id uuid NOT NULL CONSTRAINT campaign_columns_organization REFERENCES organizations,
    campaign_id uuid NOT NULL CONSTRAINT campaign_columns_campaign REFERENCES campaigns ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT campaign_columns_kind CHECK (kind IN ('answer', 'variable')),
    name text NOT NULL,
    CONSTRAINT campaign_columns_pk PRIMARY KEY (campaign_id, kind, name)
);
COMMENT ON TABLE campaign_columns IS 'Names of the answers and variables that leads of a campaign have, or had before they were corrected, taken out or erased.';
COMMENT ON COLUMN campaign_columns.organization_id IS 'The organization the row belongs to.';
COMMENT ON COLUMN campaign_columns.campaign_id IS 'The campaign whose leads have it.';
COMMENT ON COLUMN campaign_columns.kind IS 'answer: a name in leads.answers; variable: one in leads.variables.';
COMMENT ON COLUMN campaign_columns.name IS 'The name, as it is in the lead.';
ALTER TABLE campaign_columns ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaign_columns FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON campaign_columns TO carillon_app
    USING (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid))
    WITH CHECK (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid));
CREATE POLICY whole_installation ON campaign_columns TO carillon_system, carillon_owner USING (true) WITH CHECK (true);

INSERT INTO campaign_columns (organization_id, campaign_id, kind, name)
    SELECT DISTINCT organization_id, campaign_id, 'answer', jsonb_object_keys(answers) FROM leads WHERE answers <> '{}'
    UNION ALL
    SELECT DISTINCT organization_id, campaign_id, 'variable', jsonb_object_keys(variables) FROM leads;
