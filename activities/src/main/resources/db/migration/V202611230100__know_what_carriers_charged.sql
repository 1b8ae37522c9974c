-- A call's cost is worked out from its account's price when it ends; what its carrier charges replaces it.
ALTER TABLE calls ADD COLUMN cost_charged boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN calls.cost_charged IS 'True: the carrier said the cost; false: it is what the price makes of it, or not known.';
DROP INDEX calls_unrated;
CREATE INDEX calls_unrated ON calls (ended_at)
    WHERE NOT cost_charged AND (answered_at IS NOT NULL OR result = 'unknown') AND carrier <> 'simulator';
