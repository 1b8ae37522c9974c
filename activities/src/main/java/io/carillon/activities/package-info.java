/** Activities touch the world: PostgreSQL, lead files, carriers, media, webhooks. */
@NullMarked
package io.carillon.activities;

import org.jspecify.annotations.NullMarked;
