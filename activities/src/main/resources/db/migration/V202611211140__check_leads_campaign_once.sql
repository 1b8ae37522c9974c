-- One look per inserted lead instead of two, and a stronger promise: a lead's organization is its campaign's.
ALTER TABLE campaigns ADD CONSTRAINT campaigns_organization_unique UNIQUE (id, organization_id);
ALTER TABLE leads
    DROP CONSTRAINT leads_organization,
    DROP CONSTRAINT leads_campaign,
    ADD CONSTRAINT leads_campaign FOREIGN KEY (campaign_id, organization_id) REFERENCES campaigns (id, organization_id);
