-- A place in the text of a gzip or of UTF-16 says nothing about the size of the file.
ALTER TABLE imports ADD COLUMN read_bytes bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN imports.read_bytes IS 'About how many bytes of the file, as it was uploaded, hold the records accounted for; never less than before, never more than size_bytes.';
UPDATE imports SET read_bytes = least(next_offset, size_bytes) WHERE NOT packed AND encoding NOT LIKE 'UTF-16%';
COMMENT ON COLUMN imports.packed IS 'The file is a gzip.';
