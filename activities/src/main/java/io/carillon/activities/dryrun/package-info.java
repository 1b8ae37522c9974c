/**
 * What a campaign would do if it were started now, without doing any of it. Start with DryRun; the
 * arithmetic is in EndEstimate, the statements are in LeadFates.
 */
@NullMarked
package io.carillon.activities.dryrun;

import org.jspecify.annotations.NullMarked;
