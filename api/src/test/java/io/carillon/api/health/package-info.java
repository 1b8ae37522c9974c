/** What the public pages say of the installation's health. */
@NullMarked
package io.carillon.api.health;

import org.jspecify.annotations.NullMarked;
