package zhangfang.intake;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import zhangfang.refusal.Refusal;

/**
 * An element of a small XML file, by its local name: programs that write invoices differ in prefixes and capitals. Reading
 * takes no document type, so no entity of the file's own and nothing from elsewhere, and is bounded in size and depth.
 */
final class XmlElement {

    static final int MAX_BYTES = 5_000_000;
    static final int MAX_DEPTH = 32;
    static final int MAX_ELEMENTS = 100_000;
    static final int MAX_TEXT = 200_000;

    private final String name;
    private final String label;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlElement(String name, String label) {
        this.name = name;
        this.label = label;
    }

    /** @throws Refusal if it is no XML, has a document type or is out of bounds */
    static XmlElement read(byte[] content, ReadingBudget budget) {
        if (content.length > MAX_BYTES) {
            throw Refusal.field("file", "einvoice.xml.tooLarge", MAX_BYTES / 1_000_000);
        }
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(content));
            try {
                return tree(reader, budget);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw Refusal.field("file", "einvoice.xml.damaged");
        }
    }

    /** The machine's own reader: others on the class path take other settings. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched from elsewhere");
        });
        return factory;
    }

    private static XmlElement tree(XMLStreamReader reader, ReadingBudget budget) throws XMLStreamException {
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        int elements = 0;
        while (reader.hasNext()) {
            budget.step();
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw Refusal.field("file", "einvoice.xml.doctype");
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement element = new XmlElement(reader.getLocalName().toLowerCase(Locale.ROOT),
                            reader.getAttributeValue(null, "Name"));
                    if (++elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
                        throw Refusal.field("file", "einvoice.xml.bounds", MAX_DEPTH, MAX_ELEMENTS);
                    }
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().children.add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().add(reader);
                    }
                }
                default -> {
                    // comments and instructions say nothing of the invoice
                }
            }
        }
        return root;
    }

    private void add(XMLStreamReader reader) {
        if (text.length() + reader.getTextLength() > MAX_TEXT) {
            throw Refusal.field("file", "einvoice.xml.text", MAX_TEXT);
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    boolean named(String localName) {
        return name.equals(localName.toLowerCase(Locale.ROOT));
    }

    boolean nameStarts(String start) {
        return name.startsWith(start.toLowerCase(Locale.ROOT));
    }

    /** The attribute {@code Name}, which OFD labels its data with, or {@code null}. */
    String label() {
        return label;
    }

    String text() {
        return text.toString().strip();
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** This element and all below it, in the order of the file. */
    Stream<XmlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
    }

    Optional<XmlElement> first(String localName) {
        return all().filter(element -> element.named(localName)).findFirst();
    }

    /** The text of the first of these names that is there and not blank; the names in order of preference. */
    String textOf(String... localNames) {
        return Stream.of(localNames)
                .flatMap(wanted -> all().filter(element -> element.named(wanted)))
                .map(XmlElement::text)
                .filter(found -> !found.isEmpty())
                .findFirst().orElse("");
    }
}
