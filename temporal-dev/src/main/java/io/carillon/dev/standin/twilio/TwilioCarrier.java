package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.CarrierTime;
import io.carillon.dev.standin.Chance;
import io.carillon.dev.standin.Dice;
import io.carillon.dev.standin.Mailbox;
import io.carillon.dev.standin.People;
import io.carillon.dev.standin.Person;
import io.carillon.dev.standin.Persona;
import io.carillon.dev.standin.Web;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The carrier behind its HTTP: one account, its calls, and the people it reaches. */
final class TwilioCarrier {
    final CarrierTime time;
    final Credentials credentials;
    final Dice dice;
    final Webhooks webhooks;
    final Recordings recordings;
    final Calls calls = new Calls();
    final Alerts alerts = new Alerts();
    final Pace pace = new Pace();
    private final Executor threads;
    private final Mailbox.Rest rest;
    private final Chance chance;
    private final Map<String, Integer> dialed = new ConcurrentHashMap<>();
    private volatile Account account;
    private volatile People people = People.standard();
    private volatile @Nullable String optOutKey;
    private volatile String url = "";

    /**
     * @param web the way to the application
     * @param threads where callbacks are sent from
     * @param rest how a callback that is late waits
     */
    TwilioCarrier(
            CarrierTime time,
            Web web,
            Executor threads,
            Mailbox.Rest rest,
            Credentials credentials,
            Account account,
            Dice dice) {
        this.time = time;
        this.threads = threads;
        this.rest = rest;
        this.credentials = credentials;
        this.account = account;
        this.dice = dice;
        this.chance = new Chance(dice.faults().seed());
        this.webhooks = new Webhooks(web, threads, credentials);
        this.recordings = new Recordings(time);
    }

    /** Where the stand-in itself is reached, for addresses of recordings. */
    void reachedAt(String address) {
        url = address;
    }

    String url() {
        return url;
    }

    Account account() {
        return account;
    }

    void account(Account changed) {
        account = changed;
    }

    People people() {
        return people;
    }

    /** Holds for calls placed from now on. */
    void people(People changed) {
        people = changed;
    }

    /** Null: the prompt tells which key opts out. */
    @Nullable String optOutKey() {
        return optOutKey;
    }

    void optOutKey(@Nullable String key) {
        optOutKey = key == null || key.isEmpty() ? null : key;
    }

    // ------------------------------------------------------------ dialing

    /** Whatever the account or the number is refused for; nothing rings before this. */
    void check(DialRequest request) {
        Account now = account;
        Integer refusesAll = now.refusesAll();
        if (refusesAll != null) {
            throw TwilioError.ofCode(refusesAll).refuse(request.to());
        }
        if (!now.mayShow(request.from())) {
            throw TwilioError.FROM_NOT_VERIFIED.refuse(request.from());
        }
        Integer refused = now.refusedNumbers().get(request.to());
        if (refused != null) {
            throw TwilioError.ofCode(refused).refuse(request.to());
        }
        if (people.at(request.to()) == Persona.INVALID_NUMBER) {
            throw TwilioError.TO_INVALID.refuse(request.to());
        }
    }

    /** Takes a call in; it waits for {@link LiveCall#begin}. */
    synchronized LiveCall accept(DialRequest request, Duration queued) {
        if (calls.live() >= account.maxConcurrent()) {
            throw TwilioError.CONCURRENCY.refuse("");
        }
        CallRecord record = record(request.to(), request.from(), null);
        record.queuedFor(queued);
        Mailbox mailbox = new Mailbox(threads, dice, rest);
        LiveCall call = new LiveCall(this, request, record, person(record), mailbox);
        calls.add(call);
        return call;
    }

    /** A call that a Dial makes. */
    CallRecord dialed(String to, String from, String parent) {
        CallRecord record = record(to, from, parent);
        calls.add(record);
        return record;
    }

    private CallRecord record(String to, String from, @Nullable String parent) {
        String numberSid = account.numbers().contains(from) ? Sids.of("PN", from) : null;
        return new CallRecord(credentials.sid(), to, from, parent, numberSid, time.wall());
    }

    /** Who is called: the n-th call of a number goes the same way with the same seed. */
    Person person(CallRecord call) {
        int before = dialed.merge(call.to, 1, Integer::sum);
        return new Person(people.at(call.to), chance.of(call.to + " " + before));
    }

    // ------------------------------------------------------------ afterwards

    void over(CallRecord call) {
        calls.over();
        if (call.direction.equals("outbound-dial")) {
            rate(call);
        }
    }

    /** Amounts are negative, as in the examples of the specification; nobody pays for ringing. */
    void rate(CallRecord call) {
        if (call.minutes() > 0) {
            BigDecimal minutes = BigDecimal.valueOf(call.minutes());
            call.rated(account.pricePerMinute().multiply(minutes).negate(), time.wall());
        }
    }
}
