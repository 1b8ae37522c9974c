/** Organizations, API keys, carrier accounts and caller ids. */
@NullMarked
package io.carillon.activities.organization;

import org.jspecify.annotations.NullMarked;
