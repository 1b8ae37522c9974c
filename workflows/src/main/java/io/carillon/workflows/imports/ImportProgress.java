package io.carillon.workflows.imports;

/** How far a file is in. {@code over}: completed, failed or canceled. */
public record ImportProgress(boolean over, String status, long rowsRead) {}
