package io.carillon.activities.leadfile;

/**
 * How far a file was read.
 *
 * @param record data records accounted for
 * @param line physical line, from 1, where the next one begins
 * @param offset where the next one begins in the file's text, in bytes; 0: behind the header
 */
public record Position(long record, long line, long offset) {
    public static final Position START = new Position(0, 1, 0);
}
