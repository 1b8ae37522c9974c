/** Files in the database, written and read as streams. Start with Blobs. */
@NullMarked
package io.carillon.activities.blob;

import org.jspecify.annotations.NullMarked;
