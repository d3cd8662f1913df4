package zhangfang.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is written file by file to whoever waits for it, and ends with a manifest: size and SHA-256 of each file. A
 * zip without its manifest is not whole.
 */
final class ExportArchive implements AutoCloseable {

    static final String MANIFEST = "manifest.csv";

    private static final int LONGEST_NAME = 120;

    private final ZipOutputStream zip;
    private final Instant at;
    private final Set<String> names = new HashSet<>();
    private final StringBuilder manifest = new StringBuilder("path,size,sha256\r\n");

    /** @param at the time that all files carry */
    ExportArchive(OutputStream out, Instant at) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.at = at;
    }

    void add(String path, byte[] content) {
        add(path, out -> {
            try {
                out.write(content);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        });
    }

    /** Adds a file that writes itself, however long. */
    void add(String path, Consumer<OutputStream> content) {
        String name = unique(path);
        try {
            begin(name);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Counted counted = new Counted(new DigestOutputStream(new Unclosed(zip), digest));
            content.accept(counted);
            counted.flush();
            zip.closeEntry();
            manifest.append(name).append(',').append(counted.size).append(',')
                    .append(HexFormat.of().formatHex(digest.digest())).append("\r\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(at));
        zip.putNextEntry(entry);
    }

    private String unique(String path) {
        String name = path;
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = path + "-" + i;
        }
        return name;
    }

    /** A file's name without what would lead out of its folder, mean something to a system, or part a manifest's row. */
    static String safe(String name) {
        String safe = name.replaceAll("[\\p{Cntrl}\\p{Cf}/\\\\:*?\"<>|,;'`$&%#~=]", "_").replaceAll("\\.{2,}", "_").strip();
        while (safe.startsWith(".") || safe.startsWith("-") || safe.startsWith("=") || safe.startsWith("@")
                || safe.startsWith("+")) {
            safe = safe.substring(1);
        }
        String bounded = safe.length() <= LONGEST_NAME ? safe : safe.substring(safe.length() - LONGEST_NAME);
        return bounded.isBlank() ? "file" : bounded;
    }

    /** Ends the zip with its manifest. The stream below stays open. */
    @Override
    public void close() {
        try {
            begin(MANIFEST);
            zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.finish();
            zip.flush();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Whatever writes a file may close what it was given; the zip goes on. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void flush() {
            // the zip flushes when it is done
        }

        @Override
        public void close() {
            // the zip is closed by whoever opened it
        }
    }

    private static final class Counted extends FilterOutputStream {

        private long size;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            size++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            size += length;
        }
    }
}
