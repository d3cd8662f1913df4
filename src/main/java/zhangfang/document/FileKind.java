package zhangfang.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The kinds of files that are taken, told by their content. */
public enum FileKind {
    PDF("application/pdf"),
    OFD("application/ofd"),
    ZIP("application/zip"),
    XML("application/xml"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv");

    private static final int MAX_ZIP_ENTRIES = 1000;
    private static final int[] PDF_START = {'%', 'P', 'D', 'F', '-'};
    private static final int[] PNG_START = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
    private static final int[] JPEG_START = {0xFF, 0xD8, 0xFF};
    private static final int[] ZIP_START = {'P', 'K', 3, 4};

    private final String mediaType;

    FileKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the content is; nothing for a kind that is not taken. The name only tells CSV from other text. */
    static Optional<FileKind> of(String fileName, byte[] content) {
        if (starts(content, PDF_START)) {
            return Optional.of(PDF);
        }
        if (starts(content, PNG_START)) {
            return Optional.of(PNG);
        }
        if (starts(content, JPEG_START)) {
            return Optional.of(JPEG);
        }
        if (starts(content, ZIP_START)) {
            return zipped(content);
        }
        return text(content).flatMap(text -> isXml(text, content)
                ? Optional.of(XML)
                : fileName.toLowerCase(Locale.ROOT).endsWith(".csv") && !text.stripLeading().startsWith("<")
                        ? Optional.of(CSV)
                        : Optional.empty());
    }

    /** OFD and XLSX are zip files with their own table of contents; other office documents are not taken. */
    private static Optional<FileKind> zipped(byte[] content) {
        boolean office = false;
        boolean workbook = false;
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null && entries < MAX_ZIP_ENTRIES;
                    entry = zip.getNextEntry()) {
                entries++;
                String name = entry.getName();
                if (name.equals("OFD.xml")) {
                    return Optional.of(OFD);
                }
                office |= name.equals("[Content_Types].xml");
                workbook |= name.equals("xl/workbook.xml");
                if (office && workbook) {
                    return Optional.of(XLSX);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return office || entries == 0 ? Optional.empty() : Optional.of(ZIP);
    }

    private static Optional<String> text(byte[] content) {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030")}) {
            try {
                String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
                boolean controls = text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
                return controls ? Optional.empty() : Optional.of(text.replace("\uFEFF", ""));
            } catch (CharacterCodingException e) {
                // the next charset
            }
        }
        return Optional.empty();
    }

    /** Well-formed, and without a document type that could draw in something else. */
    private static boolean isXml(String text, byte[] content) {
        if (!text.stripLeading().startsWith("<")) {
            return false;
        }
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            boolean html = false;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.DTD) {
                    return false;
                }
                html |= event == XMLStreamReader.START_ELEMENT && reader.getLocalName().equalsIgnoreCase("html");
            }
            reader.close();
            return !html;
        } catch (XMLStreamException e) {
            return false;
        }
    }

    private static boolean starts(byte[] content, int[] start) {
        if (content.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((content[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
