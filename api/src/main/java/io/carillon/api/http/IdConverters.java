package io.carillon.api.http;

import io.carillon.workflows.ids.Id;

import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reads ids in paths and queries by the {@code parse} every kind of id has. */
final class IdConverters implements ConverterFactory<String, Id> {
    @Override
    public <T extends Id> Converter<String, T> getConverter(Class<T> kind) {
        return written -> parse(kind, written);
    }

    private static <T extends Id> T parse(Class<T> kind, String written) {
        try {
            Method parse = kind.getMethod("parse", String.class);
            return kind.cast(parse.invoke(null, written));
        } catch (InvocationTargetException malformed) {
            throw new IllegalArgumentException("not an id of this kind", malformed.getCause());
        } catch (ReflectiveOperationException unlike) {
            throw new IllegalStateException(kind + " has no parse(String)", unlike);
        }
    }
}
