/** The outbox: events written with what they report, placed in commit order. Start with Outbox. */
@NullMarked
package io.carillon.activities.event;

import org.jspecify.annotations.NullMarked;
