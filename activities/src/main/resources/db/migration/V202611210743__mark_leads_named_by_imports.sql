-- A file may name a person twice, chunks apart: the second row is a duplicate even when it differs. The mark outlives
-- a crash between the chunks, which a set in memory would not.
ALTER TABLE leads ADD COLUMN named_by_import uuid;
COMMENT ON COLUMN leads.named_by_import IS 'The import that named the person last; import_id is the one that made the lead. Null: none did.';
