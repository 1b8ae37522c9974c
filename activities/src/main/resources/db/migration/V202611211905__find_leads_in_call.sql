-- Whether a campaign still has somebody on the line; without it all its leads were read.
CREATE INDEX leads_in_call ON leads (campaign_id, id) WHERE status = 'in_call';
