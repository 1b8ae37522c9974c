@NullMarked
package io.carillon.activities.callerid;

import org.jspecify.annotations.NullMarked;
