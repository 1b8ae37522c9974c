/**
 * Leads over HTTP: files and batches in, looking and correcting, results out. Start with
 * LeadController.
 */
@NullMarked
package io.carillon.api.lead;

import org.jspecify.annotations.NullMarked;
