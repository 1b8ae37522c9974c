-- The gate asks for the organization's spend of the day under the lock it holds anyway.
ALTER TABLE pacers ADD COLUMN spent_today numeric(14, 6) NOT NULL DEFAULT 0;
COMMENT ON COLUMN pacers.spent_today IS 'Cost of calls that ended on day, for organization:<uuid>; another day starts at 0.';
