-- Some carriers come for a script with a request of their own: when it is too long to travel, or has to be asked again.
ALTER TABLE calls ADD COLUMN script_kept json;
COMMENT ON COLUMN calls.script_kept IS 'The script of script_sequence, for a carrier that comes for it; null: none does.';
