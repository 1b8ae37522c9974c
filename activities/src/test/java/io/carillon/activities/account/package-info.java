@NullMarked
package io.carillon.activities.account;

import org.jspecify.annotations.NullMarked;
