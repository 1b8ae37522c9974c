package io.carillon.activities.carrier;

import io.carillon.workflows.call.LookUp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * One carrier. A driver holds no state of calls, decides nothing about them, and never repeats a
 * request by itself. Implementations are safe for use by many threads.
 */
public interface CarrierDriver {
    /** As in the contract: {@code simulator}, {@code twilio}. */
    String carrier();

    Capabilities capabilities();

    /**
     * Sends exactly one dial request, or none.
     *
     * @return what is known: not sent, refused, accepted, or ambiguous (look it up, never dial
     *     again). Does not throw for anything the network or the carrier does
     */
    DialAnswer dial(CarrierAccount account, DialRequest request);

    /**
     * Gives a live call its next script. Repeating a sequence repeats nothing.
     *
     * @return false when the carrier says the call is over
     * @throws IOException when it is not known whether it arrived; repeat it
     */
    boolean perform(CarrierAccount account, CallOnCarrier call, Script script) throws IOException;

    /** Ends a live call; fine when it is over. Repeat on IOException. */
    void hangUp(CarrierAccount account, CallOnCarrier call) throws IOException;

    /** Plays hold music, or stops it. False when the call is over. */
    boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) throws IOException;

    /** What became of a call. An IOException says nothing: ask again. */
    LookUp lookUp(CarrierAccount account, CallOnCarrier call) throws IOException;

    /** Our references of calls the carrier holds live; empty when it cannot list them. */
    List<String> live(CarrierAccount account) throws IOException;

    /** A recording's audio, WAV. */
    InputStream recording(CarrierAccount account, String reference) throws IOException;

    /** True when the carrier answers at all; for readiness and breakers. */
    boolean reachable(CarrierAccount account);

    /**
     * Understands a callback.
     *
     * @param headers lower-case names
     * @return none, one or several; an {@link CarrierEvent.Unrecognised} rather than nothing for
     *     what is new
     * @throws CallbackRefused when it is not authentic or cannot be read at all
     */
    List<CarrierEvent> understand(CarrierAccount account, Map<String, String> headers, byte[] body)
            throws CallbackRefused;
}
