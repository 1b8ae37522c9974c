package io.carillon.dev;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.api.http.BufferedRequest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.support.GenericApplicationContext;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the line is silent: from a callback that says a key was pressed, as it reaches the API,
 * until the carrier has taken the command that follows from it.
 */
final class Turnaround {
    private static final Pattern GATHERED =
            Pattern.compile("\"reference\":\"(call_[^\"]+)\".*\"kind\":\"gathered\"");

    private final Map<String, Long> pressed = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    /** Looks over the shoulder of the API's door and of the worker's carrier. */
    void watch(GenericApplicationContext context) {
        context.registerBean("turnaroundFilter", Filter.class, () -> this::filter);
        context.getBeanFactory().addBeanPostProcessor(new Commands());
    }

    private void filter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && http.getRequestURI().startsWith("/callbacks/")) {
            long now = System.nanoTime();
            byte[] body = body(http);
            Matcher gathered = GATHERED.matcher(new String(body, StandardCharsets.UTF_8));
            if (gathered.find()) {
                pressed.put(gathered.group(1), now);
            }
            chain.doFilter(new BufferedRequest(http, body), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        int length = request.getContentLength();
        InputStream stream = request.getInputStream();
        // Without a length a buffer many times the size of a callback would be taken for each.
        return length < 0 ? stream.readAllBytes() : stream.readNBytes(length);
    }

    /** Times so far, in milliseconds, ordered; the next ones are new. */
    double[] take() {
        double[] all = nanos.stream().mapToDouble(one -> one / 1e6).sorted().toArray();
        nanos.clear();
        return all;
    }

    static double at(double[] ordered, double share) {
        return ordered.length == 0
                ? Double.NaN
                : ordered[Math.min(ordered.length - 1, (int) (ordered.length * share))];
    }

    static double most(double[] ordered) {
        return Arrays.stream(ordered).max().orElse(Double.NaN);
    }

    private void commanded(CallOnCarrier call) {
        Long since = pressed.remove(call.call().toString());
        if (since != null) {
            nanos.add(System.nanoTime() - since);
        }
    }

    /** Puts itself before the carrier's driver. */
    private final class Commands implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof CarrierDriver driver)) {
                return bean;
            }
            return Proxy.newProxyInstance(
                    CarrierDriver.class.getClassLoader(),
                    new Class<?>[] {CarrierDriver.class, AutoCloseable.class},
                    (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(driver, arguments);
                            if (method.getName().equals("perform")) {
                                commanded((CallOnCarrier) arguments[1]);
                            }
                            return answer;
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }
    }
}
