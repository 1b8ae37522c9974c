-- The gate lets a call through only where its highest cost has room in the organization's spend of the day.
ALTER TABLE calls ADD COLUMN counted_cost numeric(14, 6);
COMMENT ON COLUMN calls.counted_cost IS 'What the call counts for in the organization''s spend of the day: while it lives its highest cost, then what it cost, at last what its carrier charged. Null: no price is known.';
COMMENT ON COLUMN pacers.spent_today IS 'Counted cost of calls that ended on day, for organization:<uuid>; another day starts at 0. Live calls count beside it, by their own rows.';
