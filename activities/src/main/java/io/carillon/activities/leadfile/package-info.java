/**
 * Lead files: sniffing, reading, judging rows, storing them by chunks. Start with LeadFileImport.
 */
@NullMarked
package io.carillon.activities.leadfile;

import org.jspecify.annotations.NullMarked;
