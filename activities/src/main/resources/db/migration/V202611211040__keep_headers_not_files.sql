-- errors.csv needs the header of a file, not the file: the file goes when its import has ended.
ALTER TABLE imports ADD COLUMN headers text[];
COMMENT ON COLUMN imports.headers IS 'The column names of the file, made distinct; null: from before they were kept.';
ALTER TABLE imports DROP CONSTRAINT imports_blob;
ALTER TABLE imports ADD CONSTRAINT imports_blob FOREIGN KEY (blob_id) REFERENCES blobs ON DELETE SET NULL;
CREATE INDEX imports_with_file ON imports (blob_id) WHERE blob_id IS NOT NULL;
COMMENT ON COLUMN imports.blob_id IS 'The uploaded file; null: deleted, which happens within minutes of the end of the import.';

-- Three examples of each cause, without reading the others.
CREATE INDEX import_errors_by_code ON import_errors (import_id, code, record);
COMMENT ON COLUMN import_errors.cells IS 'The row as it stood in the file; empty: it named a person who was erased.';
