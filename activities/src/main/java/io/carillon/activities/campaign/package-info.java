/** Campaign rows and the switches start, pause, resume, stop. Start with CampaignControl. */
@NullMarked
package io.carillon.activities.campaign;

import org.jspecify.annotations.NullMarked;
