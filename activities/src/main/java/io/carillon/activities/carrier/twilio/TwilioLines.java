package io.carillon.activities.carrier.twilio;

import com.twilio.base.Page;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.Domains;
import com.twilio.rest.api.v2010.account.Call;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.workflows.call.LookUp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Which calls Twilio has. It keeps no reference of ours, so only its own ids name a call. */
final class TwilioLines {
    private static final List<Call.Status> LIVE =
            List.of(Call.Status.QUEUED, Call.Status.RINGING, Call.Status.IN_PROGRESS);

    // The largest page (Twilio docs, Paging).
    private static final long PAGE = 1000;
    private static final int PAGES = 20;

    // Times come in whole seconds, by Twilio's clock.
    private static final Duration EARLIER = Duration.ofSeconds(2);

    // A request is answered within seconds; nothing of ours waits in Twilio's queue.
    private static final Duration LATER = Duration.ofSeconds(60);

    private final TwilioApi api;

    TwilioLines(TwilioApi api) {
        this.api = api;
    }

    LookUp lookUp(CarrierAccount account, CallOnCarrier call) throws IOException {
        String sid = call.carrierCallId();
        return sid == null
                ? only(account, call).map(TwilioLines::said).orElse(new LookUp.Unknowable())
                : named(account, sid);
    }

    /** What it does not find may be another account's: that proves nothing. */
    private LookUp named(CarrierAccount account, String sid) throws IOException {
        try {
            return said(api.ask(account, client -> Call.fetcher(sid).fetch(client)));
        } catch (TwilioApi.Rejected no) {
            if (no.error().code() == TwilioErrors.NOT_FOUND) {
                return new LookUp.Unknowable();
            }
            throw new IOException("Twilio refused a look-up: " + no.error().cause());
        }
    }

    private static LookUp said(Call call) {
        Call.Status status = call.getStatus();
        return status == null
                ? new LookUp.Unknowable()
                : TwilioStatus.lookedUp(String.valueOf(status));
    }

    /**
     * The call by Twilio's own id, or the one that can only be ours.
     *
     * @throws IOException when there is none, or more than one
     */
    String sid(CarrierAccount account, CallOnCarrier call) throws IOException {
        String sid = call.carrierCallId();
        return sid != null
                ? sid
                : only(account, call)
                        .map(Call::getSid)
                        .orElseThrow(() -> new IOException("Twilio has not named the call yet"));
    }

    /**
     * One number has one live call of ours at a time. A call to it, from the same caller id, begun
     * when our request left, is ours where there is no other; that there is none proves nothing,
     * since lists may lag.
     */
    private Optional<Call> only(CarrierAccount account, CallOnCarrier call) throws IOException {
        CallOnCarrier.Dialed dialed = call.dialed();
        if (dialed == null || dialed.from() == null || dialed.at() == null) {
            return Optional.empty();
        }
        Instant earliest = dialed.at().minus(EARLIER);
        Instant latest = dialed.at().plus(LATER);
        String url = begunSince(account, dialed, earliest);
        List<Call> found =
                list(account, client -> Call.reader().getPage(url, client)).stream()
                        .filter(one -> placed(one, earliest, latest))
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /**
     * The SDK's own reader would write the time without a zone, which is no {@code date-time} as
     * Twilio's specification asks for (StartTime>).
     */
    private static String begunSince(
            CarrierAccount account, CallOnCarrier.Dialed dialed, Instant earliest) {
        return "https://%s.twilio.com/2010-04-01/Accounts/%s/Calls.json?To=%s&From=%s&StartTime%%3E=%s&PageSize=50"
                .formatted(
                        Domains.API,
                        TwilioApi.sid(account),
                        encoded(dialed.to().e164()),
                        encoded(Objects.requireNonNull(dialed.from()).e164()),
                        encoded(earliest.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static boolean placed(Call call, Instant earliest, Instant latest) {
        ZonedDateTime created = call.getDateCreated();
        ZonedDateTime known = created == null ? call.getStartTime() : created;
        if (known == null || !ours(call)) {
            return false;
        }
        Instant at = known.toInstant();
        return !at.isBefore(earliest) && !at.isAfter(latest);
    }

    /** Not the other leg of a transfer, nor a call that came in. */
    private static boolean ours(Call call) {
        return "outbound-api".equals(call.getDirection());
    }

    /** Ids of all calls that ring or talk. */
    List<String> live(CarrierAccount account) throws IOException {
        var live = new ArrayList<String>();
        for (Call.Status status : LIVE) {
            list(account, Call.reader().setStatus(status).setPageSize(PAGE)::firstPage).stream()
                    .filter(TwilioLines::ours)
                    .map(Call::getSid)
                    .forEach(live::add);
        }
        return live;
    }

    /**
     * Of the call and of those it was put through to. A price is null until the call is rated, and
     * negative then (Twilio docs, Call resource, price).
     */
    Optional<BigDecimal> charged(CarrierAccount account, CallOnCarrier call) throws IOException {
        String sid = sid(account, call);
        var legs = new ArrayList<>(list(account, Call.reader().setParentCallSid(sid)::firstPage));
        legs.add(fetched(account, sid));
        BigDecimal sum = BigDecimal.ZERO;
        for (Call leg : legs) {
            String price = leg.getPrice();
            boolean talked = leg.getStatus() == Call.Status.COMPLETED;
            if (price == null && talked) {
                return Optional.empty();
            }
            sum = sum.add(price == null ? BigDecimal.ZERO : amount(price));
        }
        return Optional.of(sum);
    }

    private Call fetched(CarrierAccount account, String sid) throws IOException {
        try {
            return api.ask(account, client -> Call.fetcher(sid).fetch(client));
        } catch (TwilioApi.Rejected no) {
            throw new IOException("Twilio refused a look-up: " + no.error().cause());
        }
    }

    private static BigDecimal amount(String price) throws IOException {
        try {
            return new BigDecimal(price).abs();
        } catch (NumberFormatException unreadable) {
            throw new IOException("Twilio's price cannot be read", unreadable);
        }
    }

    private List<Call> list(CarrierAccount account, Function<TwilioRestClient, Page<Call>> first)
            throws IOException {
        try {
            var calls = new ArrayList<Call>();
            @Nullable Page<Call> page = api.ask(account, first);
            for (int n = 1; page != null; n++) {
                calls.addAll(page.getRecords());
                if (n == PAGES && page.hasNextPage()) {
                    throw new IOException("Twilio lists more calls than are read");
                }
                page = page.hasNextPage() ? next(account, page) : null;
            }
            return calls;
        } catch (TwilioApi.Rejected no) {
            throw new IOException("Twilio refused a list: " + no.error().cause());
        }
    }

    private Page<Call> next(CarrierAccount account, Page<Call> page)
            throws IOException, TwilioApi.Rejected {
        return api.ask(account, client -> Call.reader().nextPage(page, client));
    }
}
