-- What a start must know of its leads is kept by their intake, so that a start does not read a million of them.
ALTER TABLE campaigns ADD COLUMN complete_variables text[];
COMMENT ON COLUMN campaigns.complete_variables IS 'Variables that every pending lead has for certain; others may be complete too, which a look at the leads tells. Null: no lead came in yet.';
UPDATE campaigns SET complete_variables = '{}' WHERE leads_total > 0;
