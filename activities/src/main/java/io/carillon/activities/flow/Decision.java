package io.carillon.activities.flow;

import io.carillon.activities.carrier.Capabilities.Feature;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What follows a step, and what must be known to say it. */
sealed interface Decision {
    /** Steps it can lead to, by the member that names them, relative to the step: {@code on/1}. */
    Map<String, String> targets();

    /** Nothing needs to be known. */
    record Next(@Nullable String next) implements Decision {
        @Override
        public Map<String, String> targets() {
            return named("next", next);
        }
    }

    /**
     * Digits.
     *
     * @param needs what it asks of a carrier beyond a gather, because the flow says so
     * @param on digits to step, in the order of the document
     * @param onNoInput after the last try without a digit; null: next
     * @param onOther digits {@code on} does not have; null: next, else as without input
     * @param next what {@code on} has no place for; null: the call ends
     * @param saveAs name of the answer; null: not kept
     */
    record Gather(
            List<Speech> prompt,
            int maxDigits,
            String validDigits,
            String finishOn,
            Duration firstDigitTimeout,
            Duration interDigitTimeout,
            int tries,
            boolean bargeIn,
            @Nullable String saveAs,
            boolean sensitive,
            List<Feature> needs,
            Map<String, String> on,
            @Nullable String onNoInput,
            @Nullable String onOther,
            @Nullable String next)
            implements Decision {
        public Gather {
            prompt = List.copyOf(prompt);
            needs = List.copyOf(needs);
            on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
        }

        @Override
        public Map<String, String> targets() {
            Map<String, String> targets = new LinkedHashMap<>();
            on.forEach((key, step) -> targets.put("on" + FlowProblem.segment(key), step));
            targets.putAll(named("on_no_input", onNoInput));
            targets.putAll(named("on_other", onOther));
            targets.putAll(named("next", next));
            return targets;
        }

        @Nullable String afterNoInput() {
            return onNoInput != null ? onNoInput : next;
        }

        /** Wrong keys lead where no keys lead, unless the flow says otherwise. */
        @Nullable String afterOther() {
            if (onOther != null) {
                return onOther;
            }
            return next != null ? next : onNoInput;
        }
    }

    /**
     * Another party is rung and connected.
     *
     * @param onDone after it hung up; null: next
     * @param onFailed it could not be reached; null: next
     */
    record Transfer(
            String to,
            Duration timeout,
            @Nullable String onDone,
            @Nullable String onFailed,
            @Nullable String next)
            implements Decision {
        @Override
        public Map<String, String> targets() {
            Map<String, String> targets = new LinkedHashMap<>(named("on_done", onDone));
            targets.putAll(named("on_failed", onFailed));
            targets.putAll(named("next", next));
            return targets;
        }

        @Nullable String afterDone() {
            return onDone != null ? onDone : next;
        }

        @Nullable String afterFailed() {
            return onFailed != null ? onFailed : next;
        }
    }

    record Recording(
            Duration maxDuration,
            Duration silence,
            String finishOn,
            boolean beep,
            @Nullable String next)
            implements Decision {
        @Override
        public Map<String, String> targets() {
            return named("next", next);
        }
    }

    /**
     * The value of a variable.
     *
     * @param equals value to step; compared without regard to case and surrounding space
     * @param otherwise any other value, or none; null: the call ends
     */
    record Branch(String variable, Map<String, String> equals, @Nullable String otherwise)
            implements Decision {
        public Branch {
            equals = Collections.unmodifiableMap(new LinkedHashMap<>(equals));
        }

        @Override
        public Map<String, String> targets() {
            Map<String, String> targets = new LinkedHashMap<>();
            equals.forEach(
                    (value, step) ->
                            targets.put("branch/equals" + FlowProblem.segment(value), step));
            targets.putAll(named("branch/default", otherwise));
            return targets;
        }

        @Nullable String chosen(Map<String, String> variables) {
            String value = variables.getOrDefault(variable, "").strip();
            for (var candidate : equals.entrySet()) {
                if (candidate.getKey().strip().equalsIgnoreCase(value)) {
                    return candidate.getValue();
                }
            }
            return otherwise;
        }
    }

    record HangUp() implements Decision {
        @Override
        public Map<String, String> targets() {
            return Map.of();
        }
    }

    private static Map<String, String> named(String member, @Nullable String step) {
        return step == null ? Map.of() : Map.of(member, step);
    }
}
