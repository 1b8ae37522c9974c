-- When a claim was first told at the gate that its turn is near: it waits there, so its age says nothing any more about
-- how long the way to the gate is.
ALTER TABLE calls ADD COLUMN gate_asked_at timestamptz;
