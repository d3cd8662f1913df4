package zhangfang.intake;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in a PDF file, on its way from the process that opened it to the one that asked.
 *
 * @param verdict     whether it could be read
 * @param attachments the files attached to it that may be an invoice
 * @param text        what its pages say in letters; read only where nothing is attached
 */
record PdfContent(Verdict verdict, List<Attachment> attachments, String text) {

    static final int MAX_ATTACHMENTS = 20;
    static final int MAX_ATTACHED_BYTES = 10_000_000;
    static final int MAX_TEXT = 500_000;

    /** How opening the file ended. */
    enum Verdict {
        READ, DAMAGED, ENCRYPTED, SCRIPT, TOO_MANY_PAGES, TOO_MANY_OBJECTS, TOO_LARGE
    }

    /** A file within the file, by the name it gives itself. */
    record Attachment(String name, byte[] content) {
    }

    static PdfContent refused(Verdict verdict) {
        return new PdfContent(verdict, List.of(), "");
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(verdict.ordinal());
        out.writeInt(attachments.size());
        for (Attachment attachment : attachments) {
            write(out, attachment.name().getBytes(StandardCharsets.UTF_8));
            write(out, attachment.content());
        }
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** What the other process wrote is no more trusted than the file that it had opened. */
    static PdfContent read(DataInputStream in) throws IOException {
        int verdict = in.readUnsignedByte();
        int count = in.readInt();
        if (verdict >= Verdict.values().length || count < 0 || count > MAX_ATTACHMENTS) {
            throw new IOException("no answer of the reading process");
        }
        List<Attachment> attachments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = new String(bytes(in), StandardCharsets.UTF_8);
            attachments.add(new Attachment(name, bytes(in)));
        }
        return new PdfContent(Verdict.values()[verdict], attachments, new String(bytes(in), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_ATTACHED_BYTES) {
            throw new IOException("no answer of the reading process");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("the answer of the reading process ends early");
        }
        return bytes;
    }
}
