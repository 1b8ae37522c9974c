/**
 * How an organization proves that it may show a number, and how the number fares. Start with
 * CarrierListings (the carrier's own list says so) and CodeCalls (whoever answers it says so). What
 * is proved stands in the caller id's row, where the gate reads it.
 */
@NullMarked
package io.carillon.activities.callerid;

import org.jspecify.annotations.NullMarked;
