package zhangfang.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import zhangfang.refusal.Refusal;

/**
 * The parts of a zip file, unpacked in memory within bounds: never to the disk, so no name leads anywhere, and never a
 * zip within a zip. What is not wanted is only counted.
 */
final class ZipParts {

    static final int MAX_ENTRIES = 2_000;
    /** Text packs to a tenth or a twentieth; a thousand to one is made to fill a disk. */
    static final int MAX_RATIO = 200;
    private static final int RATIO_COUNTS_FROM = 1_000_000;
    private static final int MAX_NAME = 300;
    private static final int CHUNK = 8_192;
    private static final int END_RECORD = 22;
    private static final int MAX_COMMENT = 65_535;

    private ZipParts() {
    }

    /** @throws Refusal if the file is damaged or out of bounds */
    static Map<String, byte[]> read(byte[] content, Predicate<String> wanted, ReadingBudget budget) {
        requireEnd(content);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MAX_ENTRIES) {
                    throw Refusal.field("file", "einvoice.zip.entries", MAX_ENTRIES);
                }
                String name = checked(entry.getName());
                byte[] part = unpack(zip, content.length, wanted.test(name), budget);
                if (part != null && parts.put(name, part) != null) {
                    throw Refusal.field("file", "einvoice.zip.twice", name);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.field("file", "einvoice.zip.damaged");
        }
        return parts;
    }

    /** A zip ends with the record of its table of contents: one that was cut off has none. */
    private static void requireEnd(byte[] content) {
        for (int at = content.length - END_RECORD; at >= Math.max(0, content.length - END_RECORD - MAX_COMMENT); at--) {
            if (content[at] == 'P' && content[at + 1] == 'K' && content[at + 2] == 5 && content[at + 3] == 6) {
                return;
            }
        }
        throw Refusal.field("file", "einvoice.zip.damaged");
    }

    private static String checked(String name) {
        String path = name.startsWith("/") ? name.substring(1) : name;
        boolean climbs = ("/" + path + "/").contains("/../");
        if (path.isEmpty() || path.length() > MAX_NAME || climbs || path.contains("\\") || path.contains(":")
                || path.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw Refusal.field("file", "einvoice.zip.name");
        }
        return path;
    }

    private static byte[] unpack(ZipInputStream zip, int packedAtMost, boolean kept, ReadingBudget budget)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int read = zip.read(chunk); read >= 0; read = zip.read(chunk)) {
            size += read;
            budget.unpacked(read);
            if (size > RATIO_COUNTS_FROM && size / MAX_RATIO > packedAtMost) {
                throw Refusal.field("file", "einvoice.zip.ratio", MAX_RATIO);
            }
            if (kept) {
                bytes.write(chunk, 0, read);
            }
        }
        return kept ? bytes.toByteArray() : null;
    }
}
