-- Caller ids take turns by the campaign's calls of the day, which the pacer counts; nobody read this.
ALTER TABLE campaigns DROP COLUMN next_caller_id;
