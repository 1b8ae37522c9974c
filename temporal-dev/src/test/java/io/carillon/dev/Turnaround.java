package io.carillon.dev;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.api.http.BufferedRequest;
import io.carillon.dev.TurnaroundStages.Moment;
import io.carillon.dev.TurnaroundStages.Turn;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CarrierNews;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.support.GenericApplicationContext;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the line is silent: from a callback that says a key was pressed, as it reaches the API,
 * until the carrier has taken the command that follows from it; and where it comes by meanwhile.
 */
final class Turnaround {
    private static final Pattern GATHERED =
            Pattern.compile("\"reference\":\"(call_[^\"]+)\".*\"kind\":\"gathered\"");

    private final Map<String, Turn> pressed = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Turn> done = new ConcurrentLinkedQueue<>();

    /** Looks over the shoulder of the API's door, of who tells workflows, and of the worker. */
    void watch(GenericApplicationContext context) {
        context.registerBean("turnaroundFilter", Filter.class, () -> this::filter);
        context.getBeanFactory().addBeanPostProcessor(new Watching());
    }

    private void filter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && http.getRequestURI().startsWith("/callbacks/")) {
            long now = System.nanoTime();
            byte[] body = body(http);
            Matcher gathered = GATHERED.matcher(new String(body, StandardCharsets.UTF_8));
            Turn turn = gathered.find() ? begun(gathered.group(1), now) : null;
            chain.doFilter(new BufferedRequest(http, body), response);
            if (turn != null) {
                turn.at(Moment.ANSWERED, System.nanoTime());
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Told again, since nobody answered, the person has waited from the first time on. */
    private Turn begun(String call, long now) {
        Turn turn = pressed.computeIfAbsent(call, Turn::new);
        turn.at(Moment.ARRIVED, now);
        return turn;
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        int length = request.getContentLength();
        InputStream stream = request.getInputStream();
        // Without a length a buffer many times the size of a callback would be taken for each.
        return length < 0 ? stream.readAllBytes() : stream.readNBytes(length);
    }

    /** Those that ended so far; the next ones are new. */
    TurnaroundStages take() {
        var taken = new ArrayList<Turn>();
        for (Turn turn = done.poll(); turn != null; turn = done.poll()) {
            taken.add(turn);
        }
        return new TurnaroundStages(taken);
    }

    static double at(double[] ordered, double share) {
        return ordered.length == 0
                ? Double.NaN
                : ordered[Math.min(ordered.length - 1, (int) (ordered.length * share))];
    }

    static double most(double[] ordered) {
        return Arrays.stream(ordered).max().orElse(Double.NaN);
    }

    private final class Watching implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return switch (bean) {
                case WorkflowStarter starter -> telling().before(WorkflowStarter.class, starter);
                case CallActivities worker -> performing().before(CallActivities.class, worker);
                case CarrierDriver driver -> asking().before(CarrierDriver.class, driver);
                default -> bean;
            };
        }
    }

    /** Only of what the carrier's callback leads to: who answered is told meanwhile, perhaps. */
    private Shoulder telling() {
        return new Shoulder(
                "tell",
                told -> told[2] instanceof CarrierNews.ScriptEnded ? turn(told[0]) : null,
                turn -> turn.at(Moment.TELLING, System.nanoTime()),
                turn -> turn.at(Moment.ACCEPTED, System.nanoTime()));
    }

    private Shoulder performing() {
        return new Shoulder(
                "perform",
                asked -> turn(asked[0]),
                turn -> turn.at(Moment.BEGUN, System.nanoTime()),
                turn -> {});
    }

    private Shoulder asking() {
        return new Shoulder(
                "perform",
                asked -> turn(((CallOnCarrier) asked[1]).call()),
                turn -> turn.at(Moment.ASKING, System.nanoTime()),
                this::ended);
    }

    private @Nullable Turn turn(Object call) {
        return pressed.get(call.toString());
    }

    private void ended(Turn turn) {
        turn.at(Moment.TAKEN, System.nanoTime());
        if (pressed.remove(turn.call(), turn)) {
            done.add(turn);
        }
    }
}
