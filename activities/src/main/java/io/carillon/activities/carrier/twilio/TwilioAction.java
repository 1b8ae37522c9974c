package io.carillon.activities.carrier.twilio;

/** What stands in the addresses Twilio is given: which of them it is, and what it was about. */
final class TwilioAction {
    /** First of ours: what stands before it is the call's own address. */
    static final String KIND = "kind";

    static final String SCRIPT = "script";
    static final String STEP = "step";

    /** Where a script goes on that is too long for one document, from 0. */
    static final String VERB = "verb";

    /** Of a gather, from 1. */
    static final String TRY = "try";

    /** Digits a gather takes at most. */
    static final String MOST = "max";

    /** Keys a gather of one digit takes; left out: all. */
    static final String VALID = "valid";

    /** The digits are to be written nowhere, and that includes addresses. */
    static final String HIDDEN = "hidden";

    // What was told, for when it is told again.
    static final String DIGITS = "digits";
    static final String FINISHED_ON = "finished";
    static final String REACHED = "reached";
    static final String RECORDING = "recording";
    static final String SECONDS = "seconds";

    static final String STATUS = "status";
    static final String MACHINE = "machine";
    static final String WHOLE_RECORDING = "whole_recording";
    static final String DOCUMENT = "document";
    static final String WAITING = "waiting";
    static final String GATHERED = "gathered";
    static final String RECORDED = "recorded";
    static final String TRANSFERRED = "transferred";
    static final String SCRIPT_ENDED = "script_ended";
    static final String SPOKEN = "spoken";

    private TwilioAction() {}
}
