package zhangfang.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What a file is, told by its content. */
class FileKindTest {

    @Test
    void knowsTheKindsThatAreTaken() throws IOException {
        assertThat(FileKind.of("x", text("%PDF-1.7\n"))).contains(FileKind.PDF);
        assertThat(FileKind.of("x", bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0))).contains(FileKind.PNG);
        assertThat(FileKind.of("x", bytes(0xFF, 0xD8, 0xFF, 0xE0))).contains(FileKind.JPEG);
        assertThat(FileKind.of("x", zip("OFD.xml", "Doc_0/Document.xml"))).contains(FileKind.OFD);
        assertThat(FileKind.of("x", zip("[Content_Types].xml", "xl/workbook.xml"))).contains(FileKind.XLSX);
        assertThat(FileKind.of("x", zip("发票.pdf"))).contains(FileKind.ZIP);
        assertThat(FileKind.of("x", text("<?xml version=\"1.0\" encoding=\"UTF-8\"?><发票/>"))).contains(FileKind.XML);
        assertThat(FileKind.of("流水.CSV", text("日期,金额\n2026-11-01,1.00\n"))).contains(FileKind.CSV);
        assertThat(FileKind.of("流水.csv", "日期,金额".getBytes(Charset.forName("GB18030")))).contains(FileKind.CSV);
    }

    @Test
    void refusesWhatOnlyClaimsToBeOneOfThem() throws IOException {
        assertThat(FileKind.of("发票.pdf", bytes('M', 'Z', 0x90, 0))).isEmpty();
        assertThat(FileKind.of("报表.xlsx", zip("[Content_Types].xml", "word/document.xml"))).isEmpty();
        assertThat(FileKind.of("x.xml", text("<html><script>alert(1)</script></html>"))).isEmpty();
        assertThat(FileKind.of("x.csv", text("<script>alert(1)</script>,"))).isEmpty();
        assertThat(FileKind.of("x.xml", text("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")))
                .isEmpty();
        assertThat(FileKind.of("说明.txt", text("一段话"))).isEmpty();
        assertThat(FileKind.of("x.zip", bytes('P', 'K', 3, 4, 0, 0))).isEmpty();
    }

    @Test
    void sanitizesFileNames() {
        assertThat(Documents.sanitized("C:\\temp\\流水 11月.pdf")).isEqualTo("流水 11月.pdf");
        assertThat(Documents.sanitized("../../etc/passwd")).isEqualTo("passwd");
        assertThat(Documents.sanitized("a\r\nb\"c.pdf")).isEqualTo("abc.pdf");
        assertThat(Documents.sanitized("...")).isEqualTo("file");
        assertThat(Documents.sanitized(null)).isEqualTo("file");
        assertThat(Documents.sanitized("长".repeat(300) + ".pdf")).hasSize(200).endsWith(".pdf");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
