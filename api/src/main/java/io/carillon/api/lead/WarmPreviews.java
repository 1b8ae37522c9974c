package io.carillon.api.lead;

import io.carillon.activities.leadfile.LeadFilePreviews;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the first preview of a process answer as fast as the next; nothing waits for it. */
@Component
class WarmPreviews {
    private final LeadFilePreviews previews;

    WarmPreviews(LeadFilePreviews previews) {
        this.previews = previews;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        Thread.ofPlatform().name("warm-previews").daemon().start(previews::warmUp);
    }
}
