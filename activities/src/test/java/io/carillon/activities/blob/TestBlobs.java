package io.carillon.activities.blob;

import io.carillon.activities.database.Transactions;

/** Blobs as production wires them. */
public final class TestBlobs {
    private TestBlobs() {}

    public static Blobs over(Transactions transactions) {
        return new JdbcBlobs(transactions);
    }
}
