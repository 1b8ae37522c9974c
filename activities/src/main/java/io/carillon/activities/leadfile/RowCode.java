package io.carillon.activities.leadfile;

/** Why a row was refused. The names are the API's and never change. */
public enum RowCode {
    PHONE_MISSING,
    PHONE_INVALID,
    PHONE_SCIENTIFIC,
    PHONE_NOT_ALLOWED,
    COUNTRY_NOT_ALLOWED,
    TIME_ZONE_UNKNOWN,
    ROW_TOO_LONG,
    ROW_BROKEN_QUOTE,
    ROW_TOO_MANY_COLUMNS
}
