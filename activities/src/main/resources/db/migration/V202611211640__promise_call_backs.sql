-- A call at a later time that was promised during this one.
ALTER TABLE calls ADD COLUMN call_back text CONSTRAINT calls_call_back_length CHECK (length(call_back) <= 1000);
COMMENT ON COLUMN calls.call_back IS 'When the person asked to be called back, as it was said: PT2H, 15:00, 2026-11-24T15:00 (local to the person) or RFC 3339; read when the call ends. Null: nothing was promised.';
