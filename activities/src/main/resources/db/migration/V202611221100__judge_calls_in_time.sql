-- A call is judged within two minutes of the first moment it can be. That moment is the ring's at the dial, and put off at
-- the answer.
ALTER TABLE calls
    ADD COLUMN talk_limit interval,
    ADD COLUMN unlisted_at timestamptz;
COMMENT ON COLUMN calls.give_up_at IS 'When whoever sweeps asks the carrier: at the dial the ring''s, from the answer on the conversation''s. A call''s own workflow asks half a minute before.';
COMMENT ON COLUMN calls.talk_limit IS 'What an answer puts give_up_at off to, from the answer; null: it was put off, or an earlier release dialed and put both into give_up_at.';
COMMENT ON COLUMN calls.unlisted_at IS 'Since when the carrier''s list of live calls lacks this one; news of it, and the next list that holds it, make it null.';
COMMENT ON COLUMN lead_decisions.decision IS 'imported, dialed, held, released, retried, finished, corrected, reconciled …';
