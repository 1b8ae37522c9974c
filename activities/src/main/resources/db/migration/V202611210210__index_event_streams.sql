-- Events are read by position, of one call or one campaign as well; an index entry is made once, when the position is given.
CREATE INDEX events_by_call ON events (call_id, position) WHERE call_id IS NOT NULL AND position IS NOT NULL;
CREATE INDEX events_by_campaign ON events (campaign_id, position) WHERE campaign_id IS NOT NULL AND position IS NOT NULL;

-- Removing an event removes its deliveries.
CREATE INDEX deliveries_by_event ON deliveries (event_id);

ALTER TABLE webhook_endpoints
    ADD COLUMN failed_rounds integer NOT NULL DEFAULT 0,
    ADD COLUMN held_until timestamptz;
COMMENT ON COLUMN webhook_endpoints.failed_rounds IS 'Rounds of tries since the last success in which every try failed.';
COMMENT ON COLUMN webhook_endpoints.held_until IS 'Until then nothing is tried, because the endpoint kept failing; null: not held.';
COMMENT ON COLUMN webhook_endpoints.failing_since IS 'First failure after the last success; null: the last try succeeded, or there was none.';
