package zhangfang.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhangfang.intake.EInvoiceFiles.utf8;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import zhangfang.calendar.BusinessClock;
import zhangfang.intake.EInvoice.Kind;
import zhangfang.intake.EInvoice.Line;
import zhangfang.intake.EInvoice.Source;
import zhangfang.intake.EInvoice.VatType;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Invoices in each format and form say the same; what is no invoice is refused with its own reason. */
class EInvoicesTest {

    private final EInvoices invoices = new EInvoices(new BusinessClock(), System::nanoTime);

    @Test
    void readsADigitalInvoice() {
        EInvoice invoice = invoices.read("发票.xml", utf8(EInvoiceFiles.xml()));

        assertThat(invoice.source()).isEqualTo(Source.XML);
        assertThat(invoice.kind()).isEqualTo(Kind.DIGITAL);
        assertThat(invoice.vatType()).isEqualTo(VatType.ORDINARY);
        assertThat(invoice.code()).isNull();
        assertThat(invoice.drawer()).isEqualTo("张三");
        assertThat(invoice.remark()).isEqualTo("三月服务费");
        assertThat(invoice.lines().get(0)).isEqualTo(new Line("*现代服务*代理记账费", "月", "项",
                new BigDecimal("2"), new BigDecimal("500"), Money.of("1000.00"), "1%",
                Money.of("10.00")));
        assertThat(invoice.key()).isEqualTo(EInvoiceFiles.NUMBER);
        assertDigital(invoice);
        assertThat(invoice.warnings()).isEmpty();
    }

    @Test
    void readsXmlInOtherEncodingsAndCapitals() {
        String gb = EInvoiceFiles.xml().replace("UTF-8", "GB18030");
        assertDigital(invoices.read("a.xml", gb.getBytes(Charset.forName("GB18030"))));
        assertDigital(invoices.read("a.XML", ("\uFEFF" + EInvoiceFiles.xml()).getBytes(StandardCharsets.UTF_8)));
        String prefixed = EInvoiceFiles.xml().replace("<EInvoice>", "<x:EInvoice xmlns:x='urn:x'>")
                .replace("</EInvoice>", "</x:EInvoice>").replace("SellerName", "sellername");
        assertDigital(invoices.read("a.xml", utf8(prefixed)));
        String utf16 = EInvoiceFiles.xml().replace("UTF-8", "UTF-16");
        assertDigital(invoices.read("a.xml", utf16.getBytes(StandardCharsets.UTF_16)));
    }

    @Test
    void readsATaxControlInvoiceAttachedToAnOfdFile() {
        EInvoice invoice = invoices.read("发票.ofd", EInvoiceFiles.ofd());

        assertTaxControl(invoice);
        assertThat(invoice.lines()).hasSize(1);
        assertThat(invoice.buyer().name()).isEqualTo(EInvoiceFiles.BUYER);
        assertThat(invoice.vatType()).isEqualTo(VatType.ORDINARY);
        assertThat(invoice.warnings()).isEmpty();
    }

    @Test
    void readsWhatTheTableOfContentsSaysWhereNothingIsAttached() {
        EInvoice invoice = invoices.read("a.ofd",
                EInvoiceFiles.zip(Map.of("OFD.xml", utf8(EInvoiceFiles.ofdContents("044002600111", "12345678")))));

        assertTaxControl(invoice);
        assertThat(invoice.lines()).isEmpty();
    }

    @Test
    void saysWhereAttachmentAndTableOfContentsDiffer() {
        EInvoice invoice = invoices.read("a.ofd", EInvoiceFiles.zip(Map.of(
                "OFD.xml", utf8(EInvoiceFiles.ofdContents("044002600111", "87654321")),
                "Doc_0/Attachs/original_invoice.xml", utf8(EInvoiceFiles.taxControlXml()))));

        assertThat(keys(invoice.warnings())).containsExactly("einvoice.warning.contents");
    }

    @Test
    void readsTheXmlAttachedToAPdfBeforeItsPage() {
        EInvoice invoice = invoices.read("a.pdf", EInvoiceFiles.pdf(List.of("50 700 别的内容"),
                Map.of("发票.xml", utf8(EInvoiceFiles.xml()))));

        assertThat(invoice.source()).isEqualTo(Source.PDF);
        assertThat(invoice.warnings()).isEmpty();
        assertDigital(invoice);
        assertTaxControl(invoices.read("a.pdf", EInvoiceFiles.pdf(List.of(), Map.of("a.ofd", EInvoiceFiles.ofd()))));
    }

    @Test
    void readsThePageOfAPdfByItsLabels() {
        EInvoice invoice = invoices.read("a.pdf", EInvoiceFiles.pdf());

        assertDigital(invoice);
        assertThat(invoice.vatType()).isEqualTo(VatType.ORDINARY);
        assertThat(invoice.drawer()).isEqualTo("张三");
        assertThat(invoice.lines()).containsExactly(
                new Line("*现代服务*代理记账费", "月", "项", new BigDecimal("2"),
                        new BigDecimal("500"), Money.of("1000.00"), "1%", Money.of("10.00")),
                new Line("*现代服务*咨询费", "", "", null, null, Money.of("200.00"), "1%", Money.of("2.00")));
        assertThat(keys(invoice.warnings())).containsExactly("einvoice.warning.printed");
    }

    @Test
    void readsAPageOfAnInvoiceToAPersonAndOneOfATaxControlDevice() {
        EInvoice person = invoices.read("a.pdf", EInvoiceFiles.pdf(List.of("100 760 电子发票（普通发票）",
                "400 760 发票号码：" + EInvoiceFiles.NUMBER, "400 740 开票日期：2026年3月5日",
                "40 700 名称：王五", "320 700 名称：" + EInvoiceFiles.SELLER,
                "40 680 统一社会信用代码/纳税人识别号：",
                "320 680 统一社会信用代码/纳税人识别号：" + EInvoiceFiles.SELLER_TAX_NUMBER,
                "60 560 合  计", "370 560 ¥100.00", "520 560 ***", "370 540 （小写）¥100.00"), Map.of()));
        assertThat(person.buyer().name()).isEqualTo("王五");
        assertThat(person.buyer().taxNumber()).isEmpty();
        assertThat(person.seller().taxNumber()).isEqualTo(EInvoiceFiles.SELLER_TAX_NUMBER);
        assertThat(person.tax()).isEqualTo(Money.ZERO);

        EInvoice older = invoices.read("a.pdf", EInvoiceFiles.pdf(List.of("100 780 广东增值税电子普通发票",
                "400 780 发票代码：044002600111", "400 760 发票号码：12345678", "400 740 开票日期：2026 年 03 月 05 日",
                "40 700 名    称：" + EInvoiceFiles.BUYER, "40 690 纳税人识别号：" + EInvoiceFiles.BUYER_TAX_NUMBER,
                "60 560 合    计", "370 560 ￥100.00", "520 560 ￥6.00", "370 540 （小写） ￥106.00",
                "40 500 名    称：" + EInvoiceFiles.SELLER, "40 490 纳税人识别号：" + EInvoiceFiles.SELLER_TAX_NUMBER),
                Map.of()));
        assertTaxControl(older);
        assertThat(older.seller().name()).isEqualTo(EInvoiceFiles.SELLER);
    }

    @Test
    void warnsOfWhatDoesNotAddUpAndOfWrongTaxNumbersOnly() {
        assertThat(keys(read(EInvoiceFiles.xml(EInvoiceFiles.NUMBER, "1200.02", "12.00", "1212.02")).warnings()))
                .as("a fen a line is rounding").isEmpty();
        assertThat(keys(read(EInvoiceFiles.xml(EInvoiceFiles.NUMBER, "1200.03", "12.00", "1212.02")).warnings()))
                .containsExactly("einvoice.warning.total", "einvoice.warning.amounts");
        assertThat(keys(read(EInvoiceFiles.xml(EInvoiceFiles.NUMBER, "1200.00", "12.03", "1212.03")).warnings()))
                .containsExactly("einvoice.warning.taxes");
        assertThat(keys(read(EInvoiceFiles.xml().replace(EInvoiceFiles.SELLER_TAX_NUMBER, "91500106MA2CE71F65")
                .replace(EInvoiceFiles.BUYER_TAX_NUMBER, "123")).warnings()))
                .containsExactly("einvoice.warning.seller", "einvoice.warning.buyer");
        assertThat(keys(read(EInvoiceFiles.xml().replace("2026-03-05 08", "2126-03-05 08")).warnings()))
                .containsExactly("einvoice.warning.future");
    }

    @Test
    void olderTaxNumbersAndIdentityNumbersAreRight() {
        assertThat(List.of("440301999999999", "11010519491231002X", "92330781MA2EDMFU50", "11010519491231002X01"))
                .allMatch(InvoiceChecks::plausible);
        assertThat(List.of("110105194912310021", "9144030071526726X", "")).noneMatch(
                number -> number.length() == 18 && InvoiceChecks.plausible(number));
    }

    @Test
    void aRedInvoiceIsNegative() {
        String red = EInvoiceFiles.xml(EInvoiceFiles.NUMBER, "-1200.00", "-12.00", "-1212.00")
                .replace("<Amount>1", "<Amount>-1").replace("<Amount>2", "<Amount>-2")
                .replace("<ComTaxAm>", "<ComTaxAm>-");
        assertThat(read(red).red()).isTrue();
        assertThat(read(red).warnings()).isEmpty();
        assertThat(read(EInvoiceFiles.xml()).red()).isFalse();
    }

    @Test
    void theSameInvoiceHasOneKeyInEveryFormat() {
        assertThat(invoices.read("a.pdf", EInvoiceFiles.pdf()).key()).isEqualTo(read(EInvoiceFiles.xml()).key());
        assertThat(invoices.read("a.pdf", EInvoiceFiles.pdf()).fingerprint())
                .isEqualTo(read(EInvoiceFiles.xml()).fingerprint())
                .isEqualTo(EInvoiceFiles.SELLER_TAX_NUMBER + "|2026-03-05|1212.00");
        assertThat(invoices.read("a.ofd", EInvoiceFiles.ofd()).key()).isEqualTo("044002600111-12345678");
    }

    @Test
    void whatIsNoInvoiceIsRefusedWithItsOwnReason() {
        assertRefused("a.xml", new byte[0], "einvoice.empty");
        assertRefused("a.xml", new byte[10_000_001], "einvoice.tooLarge");
        assertRefused("a.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}, "einvoice.format");
        assertRefused("a.txt", utf8("一段话"), "einvoice.format");
        assertRefused("a.pdf", utf8(EInvoiceFiles.xml()), "einvoice.ending");
        assertRefused("a.xml", EInvoiceFiles.ofd(), "einvoice.ending");
        assertRefused("a", EInvoiceFiles.ofd(), "einvoice.ending");
        assertRefused("a.xml", utf8("<html><body>发票</body></html>"), "einvoice.xml.noInvoice");
        assertRefused("a.xml", utf8("<EInvoice/>"), "einvoice.xml.noInvoice");
        assertRefused("a.pdf", EInvoiceFiles.pdf(List.of("50 700 会议记录"), Map.of()), "einvoice.pdf.noInvoice");
        assertRefused("a.pdf", EInvoiceFiles.pdf(List.of(), Map.of()), "einvoice.pdf.picture");
        assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("OFD.xml", utf8("<OFD/>"))), "einvoice.ofd.noInvoice");
        assertRefused("a.ofd", EInvoiceFiles.zip(Map.of("xl/workbook.xml", utf8("<workbook/>"))),
                "einvoice.zip.noOfd");
        assertRefused("a.zip", EInvoiceFiles.zip(Map.of("a.xml", utf8(EInvoiceFiles.xml()))),
                "einvoice.zip.unpackFirst");
    }

    @Test
    void anInvoiceThatLacksWhatEveryInvoiceHasIsRefusedNamingAllOfIt() {
        String bare = "<EInvoice><EIid>" + EInvoiceFiles.NUMBER + "</EIid></EInvoice>";
        assertRefused("a.xml", utf8(bare), "einvoice.missing.date", "einvoice.missing.total");
        assertRefused("a.xml", utf8(EInvoiceFiles.xml("123", "1200.00", "12.00", "1212.00")), "einvoice.wrong.number");
        assertRefused("a.xml", utf8(EInvoiceFiles.xml("12345678", "1200.00", "12.00", "1212.00")),
                "einvoice.wrong.code");
        assertRefused("a.xml", utf8(EInvoiceFiles.xml().replace("2026-03-05 08", "2026-13-05 08")),
                "einvoice.wrong.date");
        assertRefused("a.xml", utf8(EInvoiceFiles.xml(EInvoiceFiles.NUMBER, "1200.00", "12.00", "1e999999999")),
                "einvoice.wrong.total");
        assertRefused("a.xml", utf8(EInvoiceFiles.xml(EInvoiceFiles.NUMBER, "1200.00", "12.00", "9".repeat(29))),
                "einvoice.wrong.total");
    }

    @Test
    void severalInvoicesInOneFileAreRefused() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("OFD.xml", utf8("<OFD/>"));
        parts.put("Doc_0/Attachs/a.xml", utf8(EInvoiceFiles.xml()));
        parts.put("Doc_0/Attachs/b.xml", utf8(EInvoiceFiles.xml("26442000000000054321", "1200.00", "12.00",
                "1212.00")));
        assertRefused("a.ofd", EInvoiceFiles.zip(parts), "einvoice.several");
        parts.remove("OFD.xml");
        assertRefused("a.pdf", EInvoiceFiles.pdf(List.of(), parts), "einvoice.several");
    }

    private EInvoice read(String xml) {
        return invoices.read("a.xml", utf8(xml));
    }

    private static void assertDigital(EInvoice invoice) {
        assertThat(invoice.number()).isEqualTo(EInvoiceFiles.NUMBER);
        assertThat(invoice.issueDate()).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(invoice.seller()).isEqualTo(
                new EInvoice.Party(EInvoiceFiles.SELLER, EInvoiceFiles.SELLER_TAX_NUMBER));
        assertThat(invoice.buyer()).isEqualTo(
                new EInvoice.Party(EInvoiceFiles.BUYER, EInvoiceFiles.BUYER_TAX_NUMBER));
        assertThat(invoice.amountWithoutTax()).isEqualTo(Money.of("1200.00"));
        assertThat(invoice.tax()).isEqualTo(Money.of("12.00"));
        assertThat(invoice.total()).isEqualTo(Money.of("1212.00"));
        assertThat(invoice.lines()).hasSize(2);
    }

    private static void assertTaxControl(EInvoice invoice) {
        assertThat(invoice.kind()).isEqualTo(Kind.TAX_CONTROL_ELECTRONIC);
        assertThat(invoice.code()).isEqualTo("044002600111");
        assertThat(invoice.number()).isEqualTo("12345678");
        assertThat(invoice.issueDate()).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(invoice.buyer().taxNumber()).isEqualTo(EInvoiceFiles.BUYER_TAX_NUMBER);
        assertThat(invoice.amountWithoutTax()).isEqualTo(Money.of("100.00"));
        assertThat(invoice.total()).isEqualTo(Money.of("106.00"));
    }

    private void assertRefused(String name, byte[] content, String... keys) {
        assertThatThrownBy(() -> invoices.read(name, content)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(keys(refusal.reasons())).containsExactlyInAnyOrder(keys));
    }

    private static List<String> keys(List<Reason> reasons) {
        return reasons.stream().map(Reason::key).collect(Collectors.toList());
    }
}
