package io.carillon.activities.flow;

import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.flow.FlowOutline;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A checked flow, ready to be spoken from memory. Immutable. */
public interface CompiledFlow {
    FlowOutline outline();

    /**
     * Renders from {@code step} up to the next decision. A script is: effects (goal, opt-out, set,
     * branch) first, then speech (say, play, pause, send digits), then at most one gather,
     * transfer, record or hang-up. It stops before a step with an effect once speech has begun, so
     * that an effect happens only when its step is reached.
     *
     * @param variables the lead's and the call's (context, set, answers), as strings; missing ones
     *     use the placeholder's default or are empty
     * @param visits how often each step was begun so far; a step over its max_visits ends the flow
     */
    Rendered render(
            String step, int sequence, Map<String, String> variables, Map<String, Integer> visits);

    /** Not a flow's step: a machine's greeting is waited for. */
    String MACHINE_GREETS = "machine:greets";

    /** Not a flow's step: a machine is spoken to. */
    String MACHINE_LISTENS = "machine:listens";

    /**
     * The same flow for a carrier that takes one verb at a time. Its outline names parts of steps,
     * and {@link #MACHINE_GREETS} leads to {@link #MACHINE_LISTENS}; its scripts name the steps
     * that were written.
     */
    CompiledFlow oneByOne();

    /**
     * What such a carrier is given with the dial: nothing. The first step follows when it is over.
     */
    Rendered unbegun();

    /** The text machines hear: {@code message} with variables. */
    static String fill(String text, Map<String, String> variables) {
        return Placeholders.fill(text, variables);
    }

    /** Default voice and language, as written in the flow. */
    String voice();

    String language();

    /**
     * The branch key for these digits at a gather step: the digits when {@code on} has them, else
     * other or no_input.
     */
    String branchOf(String step, String digits);

    /**
     * Whether these digits at a gather step lead, without another question, to an opt-out: the
     * person has then asked never to be called again, whatever becomes of the call.
     */
    boolean optsOut(String step, String digits);

    /** Where a gather keeps its digits: save_as, or null. */
    @Nullable String savesAs(String step);

    boolean sensitive(String step);

    /** Names of variables without a default, for the check at campaign start. */
    List<String> requiredVariables();

    /** What the person called is told, for real carriers. */
    Disclosures disclosures();

    /**
     * Voices of the flow that a carrier does not have, and what it speaks with instead; empty when
     * it has them all.
     */
    Map<String, String> fallbackVoices(String carrier);

    /** Steps by the capability they need, for the check at campaign start. */
    Map<String, List<io.carillon.activities.carrier.Capabilities.Feature>> needs();

    /**
     * @param script what the carrier is to do; ends with a hang-up when the flow is over
     * @param performed what the workflow is told
     * @param goals reached by the steps walked, in order
     * @param optsOut a step walked opts the number out; to be written before the script is sent
     * @param set variables set on the way
     * @param callBack when the person was promised another call, as {@link CallBackTime} reads it;
     *     null: no promise
     */
    record Rendered(
            Script script,
            Performed performed,
            List<String> goals,
            boolean optsOut,
            Map<String, String> set,
            @Nullable String callBack) {}
}
