-- What the carrier was given to say, so that a repeated request repeats nothing.

ALTER TABLE calls
    ADD COLUMN dialed_with json,
    ADD COLUMN script_sequence integer NOT NULL DEFAULT -1,
    ADD COLUMN script_asked integer,
    ADD COLUMN script_step text,
    ADD COLUMN message_sequence integer,
    ADD COLUMN first_begun boolean NOT NULL DEFAULT false,
    ADD COLUMN end_seen boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN calls.dialed_with IS 'Plan, effects of the first script and message for machines, fixed before the request leaves; null: it certainly has not left.';
COMMENT ON COLUMN calls.script_sequence IS 'Of the script given to the carrier last; -1: none.';
COMMENT ON COLUMN calls.script_asked IS 'The sequence the workflow asked for with it; null: an operator''s script.';
COMMENT ON COLUMN calls.script_step IS 'The step it begins with; null: an operator''s script, or the message for machines.';
COMMENT ON COLUMN calls.message_sequence IS 'Of the message for machines; null: none was begun.';
COMMENT ON COLUMN calls.first_begun IS 'Somebody answered, so the first script began and its effects are written.';
COMMENT ON COLUMN calls.end_seen IS 'The carrier has told of the end; the first telling wins.';

ALTER TABLE carrier_news ADD COLUMN news json;
COMMENT ON COLUMN carrier_news.news IS 'What the workflow is told; null: nothing.';
