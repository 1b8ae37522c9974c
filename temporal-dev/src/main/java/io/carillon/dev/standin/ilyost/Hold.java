package io.carillon.dev.standin.ilyost;

import java.util.Map;

/**
 * Music instead of whatever was playing; it is not talk that is charged for, and a call that ends
 * on hold is charged nothing at all (Ilyost server, holdCall and ChannelDestroyed).
 */
final class Hold {
    private final LiveCall call;
    private String before = "";
    private long since = -1;
    private long earlier;

    Hold(LiveCall call) {
        this.call = call;
    }

    /** The status the call then has. */
    String turn(boolean on, String status) {
        boolean held = since >= 0;
        if (on == held) {
            return status;
        }
        call.player.silence();
        if (on) {
            since = call.timers.now();
            before = status;
            call.tell("hold", Map.of());
            return "hold";
        }
        earlier += call.timers.now() - since;
        since = -1;
        call.tell("unhold", Map.of());
        return before;
    }

    long lasted(long now) {
        return earlier + (since >= 0 ? now - since : 0);
    }
}
