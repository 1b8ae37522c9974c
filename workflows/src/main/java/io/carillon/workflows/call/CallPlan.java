package io.carillon.workflows.call;

import io.carillon.workflows.flow.FlowOutline;

import java.time.Duration;

/**
 * What the workflow of an accepted call goes by; fixed by the gate, so an edit of the campaign
 * holds for the next dial.
 *
 * @param outline the flow without its texts
 * @param firstScript what the dial request carried: the first script, already begun by the carrier
 *     at answer
 * @param answerLimit without news of an answer or an end by then, the carrier is asked (ring
 *     timeout and a grace)
 * @param callLimit from answer to the carrier being asked: maximum duration and 60 s. Both limits
 *     are already divided by the simulator's speed
 */
public record CallPlan(
        FlowOutline outline,
        Performed firstScript,
        MachinePolicy machines,
        Duration answerLimit,
        Duration callLimit) {}
