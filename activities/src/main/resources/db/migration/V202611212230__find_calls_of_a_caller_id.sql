-- What a caller id was shown for on its first day with limits, counted while no gate of its organization passes: without it
-- every call that is kept was read.
CREATE INDEX calls_by_caller_id ON calls (organization_id, from_number, send_at) WHERE send_at IS NOT NULL;
