package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import java.util.LinkedHashMap;
import java.util.Map;

/** The party a call is transferred to: a persona by its number as any other. */
final class OtherLeg {
    private final SimulatedCall call;
    private final ScriptPlayer player;
    private final Script.Transfer transfer;
    private final Persona persona;
    private boolean reached;
    private long since;

    OtherLeg(SimulatedCall call, ScriptPlayer player, CallWorld world, Script.Transfer transfer) {
        this.call = call;
        this.player = player;
        this.transfer = transfer;
        this.persona = world.personaAt(transfer.to());
        world.transferred(call, transfer.to(), persona);
    }

    void ring() {
        long timeout = transfer.timeout().toMillis();
        long answer =
                switch (persona) {
                    case INVALID_NUMBER, CONGESTION -> call.chance.between("leg refusal", 300, 900);
                    case BUSY -> call.chance.between("leg busy", 800, 2000);
                    case NO_ANSWER -> timeout;
                    default -> call.chance.between("leg ring", 2000, 6000);
                };
        boolean picksUp = persona.picksUp() && answer < timeout;
        call.timers.in(
                Math.min(answer, timeout), Timers.Name.LEG, picksUp ? this::connect : this::end);
    }

    private void connect() {
        reached = true;
        since = call.timers.now();
        long talk =
                persona == Persona.HANGS_UP
                        ? call.chance.between("leg hangs up", 1000, 3000)
                        : call.chance.between("leg talk", 8_000, 25_000);
        call.timers.in(talk, Timers.Name.LEG, this::end);
    }

    void end() {
        call.timers.cancel(Timers.Name.LEG);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step", transfer.step());
        facts.put("reached", reached);
        facts.put("seconds", reached ? call.seconds(call.timers.now() - since) : 0.0);
        player.report("transferred", facts);
    }
}
