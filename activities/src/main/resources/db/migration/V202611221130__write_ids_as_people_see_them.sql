-- Events and the audit log name their subjects as people see them; to compare them with rows, the database writes ids too.
-- One expression without a FROM, so that it is inlined: 26 digits of five bits, the first one of three.
CREATE FUNCTION written_id(prefix text, id uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT prefix || '_'
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 0) >> 5), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 0) & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 1) >> 3 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 1) << 8 | get_byte(uuid_send(id), 2)) >> 6 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 2) >> 1 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 2) << 8 | get_byte(uuid_send(id), 3)) >> 4 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 3) << 8 | get_byte(uuid_send(id), 4)) >> 7 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 4) >> 2 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 4) << 8 | get_byte(uuid_send(id), 5)) >> 5 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 5) & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 6) >> 3 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 6) << 8 | get_byte(uuid_send(id), 7)) >> 6 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 7) >> 1 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 7) << 8 | get_byte(uuid_send(id), 8)) >> 4 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 8) << 8 | get_byte(uuid_send(id), 9)) >> 7 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 9) >> 2 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 9) << 8 | get_byte(uuid_send(id), 10)) >> 5 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 10) & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 11) >> 3 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 11) << 8 | get_byte(uuid_send(id), 12)) >> 6 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 12) >> 1 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 12) << 8 | get_byte(uuid_send(id), 13)) >> 4 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 13) << 8 | get_byte(uuid_send(id), 14)) >> 7 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 14) >> 2 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((get_byte(uuid_send(id), 14) << 8 | get_byte(uuid_send(id), 15)) >> 5 & 31), 1)
        || substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(id), 15) & 31), 1) $$;
COMMENT ON FUNCTION written_id IS 'prefix, an underscore, and the id in Crockford''s base32 in lower case, as WrittenId writes it.';
