/**
 * HTTP towards carriers: every request goes out once or not at all, and it is known which. Start
 * with CarrierHttp.
 */
@NullMarked
package io.carillon.activities.carrier.http;

import org.jspecify.annotations.NullMarked;
