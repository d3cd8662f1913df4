package zhangfang.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static zhangfang.intake.EInvoiceFiles.utf8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.junit.jupiter.api.Test;
import zhangfang.calendar.BusinessClock;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Files made to do harm, or that came to harm, are refused with a reason; what they may cost is bounded. */
class HostileFilesTest {

    private final EInvoices invoices = new EInvoices(new BusinessClock(), System::nanoTime);

    @Test
    void aFileThatWasCutOffIsRefused() {
        byte[] xml = utf8(EInvoiceFiles.xml());
        byte[] ofd = EInvoiceFiles.ofd();
        byte[] pdf = EInvoiceFiles.pdf();
        assertRefused("a.xml", Arrays.copyOf(xml, xml.length - 200), "einvoice.xml.damaged");
        assertRefused("a.ofd", Arrays.copyOf(ofd, ofd.length - 30), "einvoice.zip.damaged");
        assertRefused("a.ofd", Arrays.copyOf(ofd, 300), "einvoice.zip.damaged");
        assertRefused("a.pdf", Arrays.copyOf(pdf, 400), "einvoice.pdf.damaged");
        assertRefused("a.pdf", Arrays.copyOf(pdf, pdf.length / 2), "einvoice.pdf.damaged");
    }

    @Test
    void anXmlFileDrawsNothingInAndExpandsNothing() {
        String external = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        String laughs = "<!DOCTYPE a [<!ENTITY a \"lol\"><!ENTITY b \"" + "&a;".repeat(100)
                + "\"><!ENTITY c \"" + "&b;".repeat(100) + "\"><!ENTITY d \"" + "&c;".repeat(100) + "\">]>";
        for (String doctype : List.of(external, laughs, "<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\">",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://localhost/a.dtd\"> %p;]>")) {
            String xml = doctype + "<EInvoice><EIid>&e;&d;</EIid></EInvoice>";
            assertRefused("a.xml", utf8(xml), "einvoice.xml.doctype");
            assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("OFD.xml", utf8(xml))), "einvoice.xml.doctype");
            assertRefused("a.pdf", EInvoiceFiles.pdf(List.of(), Map.of("a.xml", utf8(xml))), "einvoice.xml.doctype");
        }
        assertRefused("a.xml", utf8("<EInvoice><EIid>&e;</EIid></EInvoice>"), "einvoice.xml.damaged");
        String included = EInvoiceFiles.xml().replace("<Drawer>张三", "<Drawer xmlns:xi='http://www.w3.org/2001/XInclude'>"
                + "<xi:include href='file:///etc/passwd' parse='text'/>");
        assertThat(invoices.read("a.xml", utf8(included)).drawer()).isEmpty();
    }

    @Test
    void anXmlFileIsBoundedInDepthElementsAndText() {
        assertRefused("a.xml", utf8("<a>".repeat(33) + "</a>".repeat(33)), "einvoice.xml.bounds");
        assertRefused("a.xml", utf8("<a>".repeat(500_000)), "einvoice.xml.bounds");
        assertRefused("a.xml", utf8("<a>" + "<b/>".repeat(100_000) + "</a>"), "einvoice.xml.bounds");
        assertRefused("a.xml", utf8("<a>" + "长".repeat(200_001) + "</a>"), "einvoice.xml.text");
        assertRefused("a.xml", utf8("<a b='" + "x".repeat(5_000_000) + "'/>"), "einvoice.xml.tooLarge");
        String line = "<IssuItemInformation><Amount>1.00</Amount></IssuItemInformation>";
        assertRefused("a.xml", utf8(EInvoiceFiles.xml().replace("<AdditionalInformation>",
                line.repeat(5_000) + "<AdditionalInformation>")), "einvoice.tooManyLines");
    }

    @Test
    void aZipIsBoundedInPartsSizeAndRatio() {
        Map<String, byte[]> many = new LinkedHashMap<>();
        IntStream.rangeClosed(0, 2_000).forEach(i -> many.put("Doc_0/" + i + ".xml", new byte[0]));
        assertRefused("a.ofd", EInvoiceFiles.zip(many), "einvoice.zip.entries");
        assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("Doc_0/Attachs/a.xml", new byte[20_000_000])),
                "einvoice.zip.ratio");
        Map<String, byte[]> large = new LinkedHashMap<>();
        byte[] noise = new byte[400_000];
        new Random(4).nextBytes(noise);
        large.put("noise", noise);
        IntStream.range(0, 10).forEach(i -> large.put("Doc_0/Attachs/" + i + ".xml", new byte[7_000_000]));
        assertRefused("a.ofd", EInvoiceFiles.zip(large), "einvoice.unpackedTooLarge");
    }

    @Test
    void unpackingStopsAtTheBoundAndNotBehindIt() {
        byte[] bomb = EInvoiceFiles.zip(Map.of("Doc_0/Attachs/a.xml", new byte[200_000_000]));
        ReadingBudget budget = new ReadingBudget(System::nanoTime);

        assertThatThrownBy(() -> OfdInvoice.read(bomb, budget)).isInstanceOf(Refusal.class);
        assertThat(budget.unpacked()).isLessThanOrEqualTo(200L * bomb.length + 8_192);
    }

    @Test
    void aZipWithinAZipIsNotOpened() {
        byte[] bomb = EInvoiceFiles.zip(Map.of("OFD.xml", new byte[9_000_000]));
        assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("Doc_0/Attachs/a.ofd", bomb)), "einvoice.zip.noOfd");
        assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("OFD.xml", utf8("<OFD/>"), "Doc_0/Attachs/b.zip", bomb)),
                "einvoice.ofd.noInvoice");
        assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("OFD.xml", utf8("<OFD/>"), "Doc_0/Attachs/b.xml", bomb)),
                "einvoice.xml.damaged");
    }

    @Test
    void aZipWithNamesThatLeadElsewhereIsRefused() {
        for (String name : List.of("../a.xml", "Doc_0/../../a.xml", "C:/a.xml", "Doc_0\\a.xml", "a\u0000.xml",
                "x".repeat(301))) {
            assertRefused("a.ofd", EInvoiceFiles.zip(Map.of(name, new byte[0])), "einvoice.zip.name");
        }
        Map<String, byte[]> twice = new LinkedHashMap<>();
        twice.put("OFD.xml", utf8("<OFD/>"));
        twice.put("/OFD.xml", utf8("<OFD/>"));
        assertRefused("a.ofd", EInvoiceFiles.zip(twice), "einvoice.zip.twice");
    }

    @Test
    void aPdfThatIsEncryptedOrActsIsRefused() {
        assertRefused("a.pdf", pdf(document -> protect(document, "geheim")), "einvoice.pdf.encrypted");
        assertRefused("a.pdf", pdf(document -> protect(document, "")), "einvoice.pdf.encrypted");
        assertRefused("a.pdf", pdf(document -> document.getDocumentCatalog()
                .setOpenAction(new PDActionJavaScript("app.alert(1)"))), "einvoice.pdf.script");
        assertRefused("a.pdf", pdf(document -> document.getDocumentCatalog().setOpenAction(new PDActionLaunch())),
                "einvoice.pdf.script");
    }

    @Test
    void aPdfIsBoundedInPagesAndObjects() {
        assertRefused("a.pdf", pdf(document -> IntStream.range(0, 50).forEach(i -> document.addPage(new PDPage()))),
                "einvoice.pdf.pages");
        assertRefused("a.pdf", pdf(document -> IntStream.range(0, 20_001).forEach(i -> {
            COSDictionary own = new COSDictionary();
            own.setInt("Own", i);
            document.getPage(0).getCOSObject().setItem(COSName.getPDFName("Own" + i),
                    new COSObject(own, new COSObjectKey(100_000 + i, 0)));
        })), "einvoice.pdf.objects");
        String nested = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X " + "[".repeat(2_000_000) + "\nendobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF";
        assertRefused("a.pdf", utf8(nested), "einvoice.pdf.damaged");
    }

    /** One word of 400 MB on a page, in a file of 400 KB: the process that opens it has less memory than that, and this one is not touched. */
    @Test
    void aPdfThatUnpacksBeyondItsMemoryEndsOnlyItsOwnProcess() {
        byte[] bomb = pdf(document -> {
            COSStream content = document.getDocument().createCOSStream();
            try (OutputStream raw = content.createRawOutputStream()) {
                raw.write(deflatedText(400));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            content.setItem(COSName.FILTER, COSName.FLATE_DECODE);
            document.getPage(0).setContents(new PDStream(content));
        });

        assertThat(bomb.length).isLessThan(10_000_000);
        Refusal refusal = refused("a.pdf", bomb);
        assertThat(keys(refusal)).containsExactly("einvoice.pdf.memory");
        assertThat(openers()).isZero();
    }

    /** Forms that draw forms that draw forms: never done. The clock here runs half a second each time it is looked at. */
    @Test
    void aPdfThatIsNeverDoneIsStoppedWhenItsTimeIsOver() {
        byte[] endless = pdf(HostileFilesTest::formsWithinForms);
        AtomicLong looks = new AtomicLong();
        EInvoices hurried = new EInvoices(new BusinessClock(),
                () -> looks.incrementAndGet() * Duration.ofMillis(500).toNanos());

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> hurried.read("a.pdf", endless));

        assertThat(keys(refusal)).containsExactly("einvoice.tooLong");
        assertThat(looks.get()).isBetween(40L, 43L);
        assertThat(openers()).as("the process is gone, not only waited for no longer").isZero();
    }

    /** The clock runs a millisecond each time it is looked at, so twenty seconds are twenty thousand steps of work. */
    @Test
    void readingStopsInTheMidstOfTheWorkWhenItsTimeIsOver() {
        AtomicLong looks = new AtomicLong();
        EInvoices hurried = new EInvoices(new BusinessClock(),
                () -> looks.incrementAndGet() * Duration.ofMillis(1).toNanos());
        byte[] long90000 = utf8("<EInvoice>" + "<b/>".repeat(90_000) + "</EInvoice>");

        assertThat(keys(catchThrowableOfType(Refusal.class, () -> hurried.read("a.xml", long90000))))
                .containsExactly("einvoice.tooLong");
        assertThat(looks.get()).isBetween(20_000L, 20_003L);

        looks.set(0);
        byte[] ofd = EInvoiceFiles.zip(Map.of("OFD.xml", long90000));
        assertThat(keys(catchThrowableOfType(Refusal.class, () -> hurried.read("a.ofd", ofd))))
                .containsExactly("einvoice.tooLong");
        assertThat(looks.get()).isBetween(20_000L, 20_003L);
    }

    private static void formsWithinForms(PDDocument document) {
        try {
            PDFormXObject inner = null;
            for (int depth = 0; depth < 15; depth++) {
                PDFormXObject form = new PDFormXObject(document);
                form.setBBox(new PDRectangle(10, 10));
                PDResources resources = new PDResources();
                if (inner != null) {
                    COSName name = resources.add(inner);
                    try (OutputStream out = form.getContentStream().createOutputStream()) {
                        out.write(utf8(("/" + name.getName() + " Do ").repeat(20)));
                    }
                }
                form.setResources(resources);
                inner = form;
            }
            try (PDPageContentStream content = new PDPageContentStream(document, document.getPage(0))) {
                content.drawForm(inner);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflatedText(int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
            byte[] letters = new byte[1_000_000];
            Arrays.fill(letters, (byte) 'a');
            out.write('('); // a text begins
            for (int i = 0; i < megabytes; i++) {
                out.write(letters);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private interface Change {
        void to(PDDocument document);
    }

    private static byte[] pdf(Change change) {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            change.to(document);
            return EInvoiceFiles.saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void protect(PDDocument document, String password) {
        try {
            document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long openers() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }

    private Refusal refused(String name, byte[] content) {
        return catchThrowableOfType(Refusal.class, () -> invoices.read(name, content));
    }

    private void assertRefused(String name, byte[] content, String key) {
        assertThat(keys(refused(name, content))).containsExactly(key);
    }

    private static List<String> keys(Refusal refusal) {
        assertThat(refusal).as("refused").isNotNull();
        return refusal.reasons().stream().map(Reason::key).collect(Collectors.toList());
    }
}
