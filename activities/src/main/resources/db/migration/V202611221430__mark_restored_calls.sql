-- After a restore the carrier's list is the only witness of what was dialed since the backup.
ALTER TABLE calls ADD COLUMN restored_at timestamptz;
COMMENT ON COLUMN calls.restored_at IS 'When a restore wrote down that the carrier had this request: known is when it left, by the carrier''s clock, and not when it ended; ended_at is when the carrier was asked. Null: an ordinary call.';
