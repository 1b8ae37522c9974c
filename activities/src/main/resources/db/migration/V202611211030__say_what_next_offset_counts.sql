COMMENT ON COLUMN imports.next_offset IS 'Where the next record begins, in bytes of the text: unpacked, in UTF-8 where the file is UTF-16, without mark. 0: behind the header.';
