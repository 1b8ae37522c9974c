-- Some carriers say what a call costs some time after its end.
ALTER TABLE calls ADD COLUMN cost_asked_at timestamptz;
COMMENT ON COLUMN calls.cost_asked_at IS 'When the carrier was last asked what the call cost; null: not yet.';
CREATE INDEX calls_unrated ON calls (ended_at)
    WHERE cost IS NULL AND answered_at IS NOT NULL AND carrier <> 'simulator';
