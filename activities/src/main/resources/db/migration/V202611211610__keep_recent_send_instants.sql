-- The limit of a scope is judged by as many instants as a sliding second may hold, not by the last one alone.
ALTER TABLE pacers ADD COLUMN recent_sends timestamptz[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN pacers.recent_sends IS 'The last send instants given out, oldest first: as many as its limit allows in a second, and a few more. Empty for scopes without a pace.';
ALTER TABLE pacers ADD COLUMN recent_calls uuid[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN pacers.recent_calls IS 'The calls they were given to, in the same order; when such a call really left stands in its row.';
ALTER TABLE pacers ADD COLUMN beat_at timestamptz;
COMMENT ON COLUMN pacers.beat_at IS 'Where the last instant would lie in an even beat; behind it is what may be made up for. Null: no pace.';
