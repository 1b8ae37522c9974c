/** Claims due leads and starts their calls. Start with Dispatcher. */
@NullMarked
package io.carillon.activities.dispatch;

import org.jspecify.annotations.NullMarked;
