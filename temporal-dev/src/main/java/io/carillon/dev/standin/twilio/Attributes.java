package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

import java.util.List;
import java.util.Set;

/**
 * The attributes of one verb. One that is unknown or has a value of the wrong kind is warned of
 * (12200, "Schema validation warning") and counts as left out.
 */
final class Attributes {
    static final int SCHEMA = 12200;

    private final Element element;
    private final List<Twiml.Warning> warnings;

    Attributes(Element element, Set<String> known, List<Twiml.Warning> warnings) {
        this.element = element;
        this.warnings = warnings;
        NamedNodeMap given = element.getAttributes();
        for (int i = 0; i < given.getLength(); i++) {
            if (!known.contains(given.item(i).getNodeName())) {
                warn(given.item(i).getNodeName() + " is not an attribute of it");
            }
        }
    }

    private void warn(String about) {
        warnings.add(new Twiml.Warning(SCHEMA, element.getTagName() + ": " + about));
    }

    /** Null: not given. */
    @Nullable String text(String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    int whole(String name, int otherwise, int least) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least) {
            warn(name + " is " + value);
            return otherwise;
        }
        return Integer.parseInt(value);
    }

    boolean truth(String name, boolean otherwise) {
        String value = text(name, Boolean.toString(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            warn(name + " is " + value);
            return otherwise;
        }
        return Boolean.parseBoolean(value);
    }

    /** Words with spaces between them. */
    Set<String> words(String name, String otherwise, Set<String> allowed) {
        Set<String> words = Set.copyOf(List.of(text(name, otherwise).strip().split(" +", -1)));
        if (!allowed.containsAll(words)) {
            warn(name + " is " + words);
            return Set.of(otherwise);
        }
        return words;
    }

    /** GET or POST, the default. */
    String method(String name) {
        String value = text(name, "POST");
        if (!value.equals("GET") && !value.equals("POST")) {
            warn(name + " is " + value);
            return "POST";
        }
        return value;
    }
}
