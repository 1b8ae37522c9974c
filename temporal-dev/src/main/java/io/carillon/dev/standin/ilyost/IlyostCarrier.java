package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.CarrierTime;
import io.carillon.dev.standin.Chance;
import io.carillon.dev.standin.Dice;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Json;
import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.Mailbox;
import io.carillon.dev.standin.People;
import io.carillon.dev.standin.Person;
import io.carillon.dev.standin.Web;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The carrier behind its HTTP: one account, its calls, and the people it reaches. */
final class IlyostCarrier {
    /** "2:45:30 PM": neither date nor zone (Ilyost docs, "Callback Webhook Format"). */
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    /** As it waits for a callback about its assistant; of others nothing is known. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Below it nothing is dialed (Ilyost server, POST /v2/create-call). */
    private static final BigDecimal LEAST_BALANCE = new BigDecimal("1.00");

    /** Shorter calls are charged nothing (Ilyost server, ChannelDestroyed). */
    private static final int SECONDS_LEAST = 3;

    final CarrierTime time;
    final Web web;
    final Dice dice;
    final String apiKey;
    private final Executor threads;
    private final Mailbox.Rest rest;
    private final Chance chance;
    private final Instant began;
    private final Map<String, Integer> dialed = new ConcurrentHashMap<>();
    private final Map<String, LiveCall> live = new ConcurrentHashMap<>();
    private final Map<String, Duration> recordings = new ConcurrentHashMap<>();
    private final AtomicReference<Account> account;
    private volatile People people = People.standard();
    private volatile @Nullable String optOutKey;
    private final AtomicInteger placed = new AtomicInteger();

    IlyostCarrier(
            CarrierTime time,
            Web web,
            Executor threads,
            Mailbox.Rest rest,
            String apiKey,
            Account account,
            Dice dice) {
        this.time = time;
        this.web = web;
        this.threads = threads;
        this.rest = rest;
        this.apiKey = apiKey;
        this.account = new AtomicReference<>(account);
        this.dice = dice;
        this.chance = new Chance(dice.faults().seed());
        this.began = time.wall();
    }

    Account account() {
        return Objects.requireNonNull(account.get());
    }

    void account(Account changed) {
        account.set(changed);
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

    int placed() {
        return placed.get();
    }

    int live() {
        return live.size();
    }

    // ------------------------------------------------------------ dialing

    /** What the account or the number is refused for, in the server's order. */
    void check(Dial dial, String key) {
        Account now = account();
        if (!key.equals(apiKey)) {
            throw new Refusal(401, "Invalid API key");
        }
        if (now.disabled()) {
            throw new Refusal(403, "API key is disabled");
        }
        if (now.banned()) {
            throw new Refusal(403, "API key is banned");
        }
        if (now.balance().compareTo(LEAST_BALANCE) < 0) {
            throw new Refusal(402, "Insufficient balance. Minimum balance required is 1.00 USD");
        }
        String digits = dial.to().replaceFirst("^\\+", "");
        if (now.countries().stream().noneMatch(digits::startsWith)) {
            // Not 400: it is thrown where nothing is caught (Ilyost server, createCall).
            throw new Refusal(
                    500, "Country code for the number " + dial.to() + " is not recognized");
        }
    }

    /** At the limit the oldest call makes room for the new one (Ilyost server, createCall). */
    synchronized LiveCall accept(Dial dial) {
        long now = live.values().stream().filter(call -> call.ask(call::counts)).count();
        if (now >= account().concurrentCalls()) {
            live.values().stream()
                    .filter(call -> call.ask(call::counts))
                    .min(Comparator.comparingLong(LiveCall::since))
                    .ifPresent(oldest -> oldest.enter(oldest::terminate));
        }
        LiveCall call =
                new LiveCall(this, dial, person(dial.to()), new Mailbox(threads, dice, rest));
        live.put(call.id, call);
        placed.incrementAndGet();
        return call;
    }

    /** Who is called: the n-th call of a number goes the same way with the same seed. */
    Person person(String number) {
        String e164 = number.startsWith("+") ? number : "+" + number;
        int before = dialed.merge(e164, 1, Integer::sum);
        return new Person(people.at(e164), chance.of(e164 + " " + before));
    }

    @Nullable LiveCall find(String id) {
        return live.get(id);
    }

    /** Every call that was talked on is recorded; null: there is no such recording. */
    @Nullable Duration recording(String call) {
        return recordings.get(call);
    }

    void forget(LiveCall call) {
        live.remove(call.id);
        if (call.talked()) {
            recordings.put(call.id, Duration.ofMillis(call.timers.now() - call.since()));
        }
    }

    // ------------------------------------------------------------ afterwards

    /**
     * What {@code completed} says (Ilyost docs, "Call Completed"; Ilyost server, ChannelDestroyed).
     * The docs say {@code actualDuration} where the server says {@code duration}; which, is drawn.
     */
    void completed(LiveCall call, long seconds, Map<String, Object> about) {
        boolean charged = seconds >= SECONDS_LEAST;
        String name = call.person.chance().share("shape") < 0.5 ? "duration" : "actualDuration";
        about.put(name, charged ? seconds : 0);
        if (charged) {
            Account now = account();
            long billable = now.billable(seconds);
            BigDecimal charge =
                    now.pricePerSecond()
                            .multiply(BigDecimal.valueOf(billable))
                            .setScale(4, RoundingMode.HALF_UP);
            account.updateAndGet(before -> before.spent(charge));
            about.put("billableDuration", billable);
            about.put("billingIncrement", now.increment());
            about.put(
                    "pricePerMinute",
                    now.pricePerSecond()
                            .multiply(BigDecimal.valueOf(60))
                            .setScale(3, RoundingMode.HALF_UP)
                            .toPlainString());
            about.put("charge", charge.toPlainString());
        }
        about.put("recording", "https://recordings.invalid/recording?call_id=" + call.id);
    }

    // ------------------------------------------------------------ the application

    String callback(String call, String state, Map<String, Object> about) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", state);
        body.put("call_id", call);
        body.putAll(about);
        body.put("timestamp", TIME_OF_DAY.format(began.plusMillis(time.now())));
        return Json.MAPPER.writeValueAsString(body);
    }

    /** Once, whatever is answered. Nothing is signed. */
    void send(String url, String body) throws InterruptedException {
        web.send(
                new Letter(
                        "POST", URI.create(url), Map.of("Content-Type", "application/json"), body),
                PATIENCE);
    }

    /** The first callback is waited for before the request is answered (Ilyost server). */
    void tellInitiated(LiveCall call) throws InterruptedException {
        String body = callback(call.id, "initiated", Map.of());
        String fault = Long.toHexString(call.person.chance().seed()) + " initiated";
        if (dice.hits(Faults.Callback.DROP, fault)) {
            return;
        }
        send(call.dial.callback(), body);
        if (dice.hits(Faults.Callback.DOUBLE, fault)) {
            send(call.dial.callback(), body);
        }
    }

    void outside(Mailbox.Delivery work) {
        threads.execute(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
