package io.carillon.activities.carrier;

import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.phone.PhoneNumber;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
     * Whether the carrier will come for this script with a request of its own, since it is too long
     * to travel or may have to be asked again: then it is kept from before the carrier is told. A
     * driver without such scripts has no {@link #document} either. Of a carrier without {@link
     * Capabilities.Feature#WHOLE_SCRIPTS} every script is kept.
     *
     * @param dialed as it will be given to {@link #dial} or {@link #perform}
     */
    default boolean fetches(CallOnCarrier.Dialed dialed, Script script) {
        return false;
    }

    /**
     * The document of a script that was kept, for a carrier that {@link #fetches} it.
     *
     * @param wanted names it, and where it goes on
     */
    default Document document(
            CallOnCarrier.Dialed dialed, Script script, Understood.Wanted wanted) {
        throw new UnsupportedOperationException(carrier() + " fetches no scripts");
    }

    /**
     * Gives a live call its next script. Repeating a sequence repeats nothing, or speaks it from
     * its beginning.
     *
     * @return false when the carrier says the call is over
     * @throws IOException when it is not known whether it arrived; repeat it
     */
    boolean perform(CarrierAccount account, CallOnCarrier call, Script script) throws IOException;

    /** Ends a live call; fine when it is over. Repeat on IOException. */
    void hangUp(CarrierAccount account, CallOnCarrier call) throws IOException;

    /**
     * Plays hold music, or stops it. False when the call is over. Asked only of carriers with
     * {@link Capabilities.Feature#HOLD}.
     */
    boolean hold(CarrierAccount account, CallOnCarrier call, boolean on) throws IOException;

    /** What became of a call. An IOException says nothing: ask again. */
    LookUp lookUp(CarrierAccount account, CallOnCarrier call) throws IOException;

    /**
     * Our references of calls the carrier holds live, or its own ids of them where it keeps none of
     * ours (without {@link Capabilities.Feature#LOOK_UP_BY_REFERENCE}); empty when it cannot list
     * them.
     */
    List<String> live(CarrierAccount account) throws IOException;

    /**
     * What a call that is over costs, with all its legs; empty while the carrier has not rated it.
     * Asked only of carriers with {@link Capabilities.Feature#RATED_LATER}.
     */
    default Optional<BigDecimal> charged(CarrierAccount account, CallOnCarrier call)
            throws IOException {
        return Optional.empty();
    }

    /**
     * Whether the carrier's own list says that the account may show this number: it was bought
     * there, or its owner proved it there. Asked only of carriers with {@link
     * Capabilities.Feature#LISTS_NUMBERS}.
     *
     * @throws IOException when the carrier did not say
     */
    default boolean lists(CarrierAccount account, PhoneNumber number) throws IOException {
        throw new UnsupportedOperationException(carrier() + " lists no numbers");
    }

    /** A recording's audio, WAV. */
    InputStream recording(CarrierAccount account, String reference) throws IOException;

    /**
     * Removes a recording at the carrier, once it is ours. Fine when it is gone.
     *
     * @throws IOException when it may still be there
     */
    default void removeRecording(CarrierAccount account, String reference) throws IOException {}

    /**
     * Money left on the account, in its currency, as the carrier says; empty when it does not.
     * Asked only of carriers with {@link Capabilities.Feature#BALANCE}.
     */
    default Optional<BigDecimal> balance(CarrierAccount account) throws IOException {
        return Optional.empty();
    }

    /** True when the carrier answers at all; for readiness and breakers. */
    boolean reachable(CarrierAccount account);

    /**
     * Understands a callback.
     *
     * @throws CallbackRefused when it is not authentic or cannot be read at all
     */
    Understood understand(CarrierAccount account, Callback callback) throws CallbackRefused;

    /**
     * As {@link #understand(CarrierAccount, Callback)}, for a carrier whose callbacks do not say
     * which script they are about.
     *
     * @param underWay reads the script it was given last; empty: none yet. Asked for only where it
     *     matters
     */
    default Understood understand(
            CarrierAccount account, Callback callback, Supplier<Optional<Script>> underWay)
            throws CallbackRefused {
        return understand(account, callback);
    }
}
