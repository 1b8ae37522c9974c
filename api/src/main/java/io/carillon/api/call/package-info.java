/** Single calls, lists of calls, and what operators do to them. Start with CallController. */
@NullMarked
package io.carillon.api.call;

import org.jspecify.annotations.NullMarked;
