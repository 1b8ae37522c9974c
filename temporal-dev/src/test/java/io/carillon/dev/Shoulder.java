package io.carillon.dev;

import io.carillon.dev.TurnaroundStages.Turn;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks over a bean's shoulder: notes when it begins something and when that returned, and changes
 * nothing of what it does.
 *
 * @param method that is looked at
 * @param whose turnaround it belongs to, by its arguments; none: nothing is noted
 * @param returned it did, and did not fail
 */
record Shoulder(
        String method,
        Function<Object[], @Nullable Turn> whose,
        Consumer<Turn> begins,
        Consumer<Turn> returned) {
    Object before(Class<?> type, Object bean) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type, AutoCloseable.class},
                (proxy, asked, arguments) -> {
                    Turn turn = asked.getName().equals(method) ? whose.apply(arguments) : null;
                    if (turn != null) {
                        begins.accept(turn);
                    }
                    try {
                        Object answer = asked.invoke(bean, arguments);
                        if (turn != null) {
                            returned.accept(turn);
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
