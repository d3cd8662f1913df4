package zhangfang.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.text.PDFTextStripper;
import zhangfang.intake.PdfContent.Attachment;
import zhangfang.intake.PdfContent.Verdict;

/**
 * The program of a process of its own that opens one PDF file ({@link PdfProcess} says why): takes the file from the path
 * given first and leaves what it found at the path given second.
 */
final class PdfOpener {

    static final int MAX_PAGES = 50;
    static final int MAX_OBJECTS = 20_000;
    private static final int MAX_NESTING = 100;
    private static final int CHUNK = 8_192;
    private static final COSName LAUNCH = COSName.getPDFName("Launch");

    private PdfOpener() {
    }

    /** {@code PdfOpener file answer}; no answer is left if the process ends before it is whole. */
    public static void main(String[] paths) throws IOException {
        FontMappers.set(new SubstituteFont());
        PdfContent content = open(Path.of(paths[0]));
        try (OutputStream out = Files.newOutputStream(Path.of(paths[1]));
                DataOutputStream answer = new DataOutputStream(out)) {
            content.write(answer);
        }
    }

    static PdfContent open(Path file) {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            Verdict verdict = verdict(document);
            if (verdict != Verdict.READ) {
                return PdfContent.refused(verdict);
            }
            List<Attachment> attachments = attachments(document);
            return new PdfContent(verdict, attachments, attachments.isEmpty() ? text(document) : "");
        } catch (InvalidPasswordException e) {
            return PdfContent.refused(Verdict.ENCRYPTED);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return PdfContent.refused(Verdict.DAMAGED);
        }
    }

    private static Verdict verdict(PDDocument document) {
        COSDocument objects = document.getDocument();
        if (document.isEncrypted()) {
            return Verdict.ENCRYPTED;
        }
        if (objects.getXrefTable().size() > MAX_OBJECTS) {
            return Verdict.TOO_MANY_OBJECTS;
        }
        if (document.getNumberOfPages() > MAX_PAGES) {
            return Verdict.TOO_MANY_PAGES;
        }
        return all(objects).stream().anyMatch(object -> acts(object, 0)) ? Verdict.SCRIPT : Verdict.READ;
    }

    private static List<COSBase> all(COSDocument objects) {
        List<COSBase> all = new ArrayList<>();
        for (COSObjectKey key : List.copyOf(objects.getXrefTable().keySet())) {
            COSBase object = objects.getObjectFromPool(key).getObject();
            if (object != null) {
                all.add(object);
            }
        }
        return all;
    }

    /** An invoice is a sheet of paper: it neither runs scripts nor starts programs. What is referred to is asked itself. */
    private static boolean acts(COSBase value, int depth) {
        if (value instanceof COSObject || depth > MAX_NESTING) {
            return false;
        }
        if (value instanceof COSArray array) {
            return array.toList().stream().anyMatch(element -> acts(element, depth + 1));
        }
        if (value instanceof COSDictionary dictionary) {
            COSName action = dictionary.getCOSName(COSName.S);
            return COSName.JAVA_SCRIPT.equals(action) || LAUNCH.equals(action) || dictionary.containsKey(COSName.JS)
                    || dictionary.containsKey(COSName.JAVA_SCRIPT)
                    || dictionary.getValues().stream().anyMatch(element -> acts(element, depth + 1));
        }
        return false;
    }

    /** By the file specifications wherever they stand: programs attach to the document, to a page, to an annotation. */
    private static List<Attachment> attachments(PDDocument document) throws IOException {
        List<Attachment> found = new ArrayList<>();
        for (COSBase object : all(document.getDocument())) {
            if (object instanceof COSDictionary spec && spec.getCOSDictionary(COSName.EF) != null) {
                String name = spec.getString(COSName.UF, spec.getString(COSName.F, "")).toLowerCase(Locale.ROOT);
                COSBase stream = spec.getCOSDictionary(COSName.EF).getDictionaryObject(COSName.UF, COSName.F);
                if (stream instanceof COSStream content && name.matches("(?s).*\\.(xml|xbrl|ofd)")
                        && found.size() < PdfContent.MAX_ATTACHMENTS) {
                    found.add(new Attachment(name, bytes(content)));
                }
            }
        }
        return found;
    }

    private static byte[] bytes(COSStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = stream.createInputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes.write(chunk, 0, read);
                if (bytes.size() > PdfContent.MAX_ATTACHED_BYTES) {
                    throw new IOException("attachment too large");
                }
            }
        }
        return bytes.toByteArray();
    }

    private static String text(PDDocument document) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        String text = stripper.getText(document);
        return text.length() <= PdfContent.MAX_TEXT / 4 ? text : text.substring(0, PdfContent.MAX_TEXT / 4);
    }
}
