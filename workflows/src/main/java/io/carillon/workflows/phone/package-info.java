/** Phone numbers as values. Start with PhoneNumber. */
@NullMarked
package io.carillon.workflows.phone;

import org.jspecify.annotations.NullMarked;
