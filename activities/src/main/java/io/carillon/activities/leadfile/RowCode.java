package io.carillon.activities.leadfile;

/** Why a row was refused. The names are the API's and never change. */
public enum RowCode {
    PHONE_MISSING("The row has no phone number."),
    PHONE_INVALID("The phone number cannot exist."),
    PHONE_SCIENTIFIC(
            "A spreadsheet has shortened the phone number to one like 1.2E+10; its digits are lost."),
    PHONE_NOT_ALLOWED(
            "The number is of a kind that is never called: emergency, short, premium, shared-cost and the like."),
    COUNTRY_NOT_ALLOWED("The campaign does not allow calls to this country."),
    TIME_ZONE_UNKNOWN("The time zone is not one we know; write it like America/New_York."),
    ROW_TOO_LONG("The row is longer than 64 kB."),
    ROW_BROKEN_QUOTE("A quotation mark is not closed, or closes before the end of its cell."),
    ROW_TOO_MANY_COLUMNS("The row has more cells than the header has names.");

    private final String meaning;

    RowCode(String meaning) {
        this.meaning = meaning;
    }

    /** A sentence for people. */
    public String meaning() {
        return meaning;
    }
}
