/** The stored form of what a campaign was told. Start with SettingsJson. */
@NullMarked
package io.carillon.activities.settings;

import org.jspecify.annotations.NullMarked;
