package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.Sealer;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What calls are made of, wired as in a worker, over a test's database. Beans are made when they
 * are asked for, so a test has only those it needs.
 */
public final class CallBeans implements AutoCloseable {
    private static final List<String> PARTS =
            List.of(
                    "account",
                    "call",
                    "event",
                    "flow",
                    "lead",
                    "reconcile",
                    "suppression",
                    "inbox",
                    "blob",
                    "campaign",
                    "webhook");

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext();

    /**
     * @param settings by their keys, besides those a test never asks for otherwise
     */
    public CallBeans(
            Transactions transactions, WorkflowStarter workflows, Map<String, Object> settings) {
        var sources = context.getEnvironment().getPropertySources();
        sources.addFirst(
                new MapPropertySource(
                        "calls",
                        Map.of(
                                "carillon.public-url", "http://127.0.0.1:1",
                                "carillon.simulator.speed", "10")));
        sources.addFirst(new MapPropertySource("test", settings));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(Transactions.class, () -> transactions);
        context.registerBean(WorkflowStarter.class, () -> workflows);
        context.registerBean(Sealer.class, Unsealed::new);
        PARTS.forEach(this::scan);
    }

    /** Instead of the one a worker has. */
    public <T> CallBeans with(Class<T> type, Supplier<T> bean) {
        context.registerBean(type, bean);
        return this;
    }

    /** A package that only some need. */
    public CallBeans with(String part) {
        scan(part);
        return this;
    }

    public CallBeans start() {
        context.refresh();
        return this;
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private void scan(String part) {
        context.scan("io.carillon.activities." + part);
    }
}
