package io.carillon.activities.account;

/** What one dial's answer says of the account it was made with. */
public sealed interface DialNews {
    /** Nothing: it was not sent, for reasons of our own. */
    record Nothing() implements DialNews {}

    /** The carrier answered for this call, be it with a refusal of its number. */
    record Answered() implements DialNews {}

    /** The carrier turned it away because there were too many. */
    record TooFast() implements DialNews {}

    /**
     * The carrier turned the account down: credentials, balance, permission.
     *
     * @param cause as the driver calls it
     */
    record TurnedDown(String cause) implements DialNews {}

    /**
     * No answer came.
     *
     * @param cause as the driver calls it
     * @param maybeRang false: certainly nothing was sent, so nobody was rung
     */
    record Unanswered(String cause, boolean maybeRang) implements DialNews {}
}
