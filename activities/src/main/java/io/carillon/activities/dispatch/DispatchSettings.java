package io.carillon.activities.dispatch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How a dispatch works.
 *
 * @param length one activity lasts this long, unless its process ends: each hand-over costs
 *     workflow events, and on a busy machine a second without dials
 * @param pause between two looks at the tables; well below {@link
 *     io.carillon.activities.call.Pace#FURTHEST_OF_CAMPAIGNS}, so that no instant is missed
 * @param startsAtOnce workflow starts under way together: more than this only queues in the
 *     Temporal server
 */
@ConfigurationProperties("carillon.dispatch")
public record DispatchSettings(
        @DefaultValue("PT5M") Duration length,
        @DefaultValue("PT0.1S") Duration pause,
        @DefaultValue("16") int startsAtOnce) {}
