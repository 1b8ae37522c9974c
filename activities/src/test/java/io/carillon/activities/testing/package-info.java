/** What tests of all modules share: a real PostgreSQL. Start with TestDatabase. */
@NullMarked
package io.carillon.activities.testing;

import org.jspecify.annotations.NullMarked;
