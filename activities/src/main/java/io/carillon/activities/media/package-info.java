/** Speech and digits independent of any carrier. Start with GatherEngine. */
@NullMarked
package io.carillon.activities.media;

import org.jspecify.annotations.NullMarked;
