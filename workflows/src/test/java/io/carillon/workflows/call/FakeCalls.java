package io.carillon.workflows.call;

import io.carillon.workflows.flow.FlowOutline;
import io.carillon.workflows.ids.CallId;
import io.temporal.failure.ApplicationFailure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A carrier and a database in one hand: writes down what was done, answers as it was told to. */
final class FakeCalls implements CallActivities {
    static final MachinePolicy NO_DETECTION =
            new MachinePolicy(
                    false, MachinePolicy.OnMachine.HANG_UP, MachinePolicy.OnUnknown.CONTINUE);

    private static final FlowOutline OUTLINE =
            new FlowOutline(
                    "greet",
                    Map.of(
                            "greet", Map.of("done", "menu"),
                            "menu",
                                    Map.of(
                                            "1", "confirm",
                                            "2", "person",
                                            "no_input", "bye"),
                            "person", Map.of("failed", "bye")),
                    Map.of());

    private final List<String> deeds = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> broken = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();
    final Deque<LookUp> lookUps = new ArrayDeque<>();
    DialOutcome dial = new DialOutcome.Accepted(plan(NO_DETECTION));
    DialOutcome recovered = new DialOutcome.Over();
    Impression known = Impression.NONE;
    boolean undialed = true;

    static CallPlan plan(MachinePolicy machines) {
        return new CallPlan(
                OUTLINE,
                new Performed(0, List.of("greet", "menu"), Performed.Awaits.GATHER),
                machines,
                Duration.ofSeconds(50),
                Duration.ofSeconds(660));
    }

    /** That deed fails from now on. */
    void breakDown(String deed) {
        broken.add(deed);
    }

    /** That deed fails so many times. */
    void breakDown(String deed, int times) {
        failures.put(deed, times);
    }

    List<String> deeds() {
        synchronized (deeds) {
            return List.copyOf(deeds);
        }
    }

    @Override
    public DialOutcome dial(CallId call) {
        done("dial", "");
        return dial;
    }

    @Override
    public DialOutcome recover(CallId call) {
        done("recover", "");
        return recovered;
    }

    @Override
    public Performed perform(CallId call, String step, int sequence, Map<String, Integer> visits) {
        done("perform", " " + step + " " + sequence);
        return new Performed(
                sequence,
                List.of(step),
                switch (step) {
                    case "menu" -> Performed.Awaits.GATHER;
                    case "person" -> Performed.Awaits.TRANSFER;
                    default -> Performed.Awaits.END;
                });
    }

    @Override
    public Performed leaveMessage(CallId call, int sequence) {
        done("leave message", " " + sequence);
        return new Performed(sequence, List.of(), Performed.Awaits.END);
    }

    @Override
    public void hangUp(CallId call) {
        done("hang up", "");
    }

    @Override
    public LookedUp lookUp(CallId call) {
        done("look up", "");
        return new LookedUp(lookUps.size() > 1 ? lookUps.pop() : lookUps.getFirst(), known);
    }

    @Override
    public void conclude(CallId call, CallEnding ending) {
        done(
                "conclude",
                " "
                        + ending.result().wire()
                        + " "
                        + ending.cause()
                        + (ending.answered() ? " answered" : "")
                        + (ending.messageLeft() ? " message left" : ""));
    }

    @Override
    public boolean cancel(CallId call) {
        done("cancel", "");
        return undialed;
    }

    private void done(String deed, String more) {
        if (broken.contains(deed) || failures.merge(deed, -1, Integer::sum) >= 0) {
            throw ApplicationFailure.newFailure("broken on purpose", "BROKEN");
        }
        deeds.add(deed + more);
    }
}
