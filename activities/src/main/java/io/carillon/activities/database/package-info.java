/**
 * Connections, roles, transactions and new ids. Start with Transactions: nothing else opens one.
 */
@NullMarked
package io.carillon.activities.database;

import org.jspecify.annotations.NullMarked;
