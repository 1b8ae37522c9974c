/** Tests of gate and outcomes. Start with Gates, which wires them. */
@NullMarked
package io.carillon.activities.call;

import org.jspecify.annotations.NullMarked;
