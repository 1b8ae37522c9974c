-- Several processes run a relay; whoever placed events last goes on, the others look less often.
ALTER TABLE relay_position
    ADD COLUMN relayed_by uuid,
    ADD COLUMN relayed_at timestamptz;
COMMENT ON COLUMN relay_position.relayed_by IS 'The relay that placed the last events; it has a new id with each process.';
