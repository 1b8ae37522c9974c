package io.carillon.activities.leadfile;

/** What was left out of a row that was kept. The names are the API's and never change. */
public enum RowWarning {
    ALTERNATE_PHONE_DROPPED,
    PRIORITY_IGNORED
}
