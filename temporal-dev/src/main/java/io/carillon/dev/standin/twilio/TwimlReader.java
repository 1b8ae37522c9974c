package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * Reads a document: what is no XML, or has no {@code <Response>} at its root, is error 12100; what
 * does not belong there is warned of (12200) and skipped. Entities and document types are not read.
 */
final class TwimlReader {
    private static final int PARSE_FAILURE = 12100;

    private static final ErrorHandler STRICT =
            new ErrorHandler() {
                @Override
                public void warning(SAXParseException warning) {}

                @Override
                public void error(SAXParseException error) throws SAXException {
                    throw error;
                }

                @Override
                public void fatalError(SAXParseException error) throws SAXException {
                    throw error;
                }
            };

    private final List<Twiml.Warning> warnings = new ArrayList<>();
    private final VerbReader verbs = new VerbReader(this::read, warnings);

    private TwimlReader() {}

    static Twiml read(String text) throws Twiml.Unreadable {
        Element root = parsed(text).getDocumentElement();
        if (!root.getTagName().equals("Response")) {
            throw new Twiml.Unreadable(PARSE_FAILURE, "the root is " + root.getTagName());
        }
        TwimlReader reader = new TwimlReader();
        List<Verb> verbs = reader.children(root);
        return new Twiml(verbs, reader.warnings);
    }

    private static Document parsed(String text) throws Twiml.Unreadable {
        try {
            DocumentBuilder builder = hardened().newDocumentBuilder();
            builder.setErrorHandler(STRICT);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException e) {
            throw new Twiml.Unreadable(PARSE_FAILURE, String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser knows these features", e);
        }
    }

    private static DocumentBuilderFactory hardened() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    private List<Verb> children(Element parent) {
        List<Verb> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            Verb verb = node instanceof Element element ? read(element, parent) : null;
            if (verb != null) {
                found.add(verb);
            }
        }
        return found;
    }

    /** Only what is said and played can be nested, and only in a Gather. */
    private List<Verb> read(Element gather) {
        return children(gather);
    }

    private @Nullable Verb read(Element element, Element parent) {
        boolean nested = parent.getTagName().equals("Gather");
        if (nested && !List.of("Say", "Play", "Pause").contains(element.getTagName())) {
            warnings.add(
                    new Twiml.Warning(
                            Attributes.SCHEMA, element.getTagName() + " cannot be in a Gather"));
            return null;
        }
        return verbs.read(element);
    }
}
