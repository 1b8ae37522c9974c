/** Lead files against files in good/ and bad/. Start with LeadFileImportTest. */
@NullMarked
package io.carillon.activities.leadfile;

import org.jspecify.annotations.NullMarked;
