package io.carillon.activities.leadfile;

import java.util.regex.Pattern;

/**
 * What a record of this file looks like on one line: as many cells as the header, a phone number
 * where phone numbers stand.
 *
 * @param width cells under the header
 * @param phone index of the phone column
 */
record RecordShape(int width, int phone, char delimiter) {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern PHONE = Pattern.compile("[\"'+(]*[0-9][0-9 ().\\-]{5,24}[0-9]\"?");

    /** Whether any of the lines is a record by itself. */
    boolean anyLine(String lines) {
        return width > 1 && LINE_END.splitAsStream(lines).anyMatch(this::fits);
    }

    private boolean fits(String line) {
        String[] cells = line.split(Pattern.quote("" + delimiter), -1);
        return cells.length == width && PHONE.matcher(cells[phone].strip()).matches();
    }
}
