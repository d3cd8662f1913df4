package zhangfang.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.report.VoucherSlip.Line;
import zhangfang.report.VoucherSlip.Paper;

/** What stands on a printed voucher, read from the page before it is laid out, and the sheets that come of it. */
class VoucherPaperTest {

    private static final float POINTS_PER_MM = 72 / 25.4f;

    private final VoucherPaper paper = new VoucherPaper(messages());

    @Test
    void saysWhatAVoucherHasToSay() {
        List<Element> sheets = sheets(List.of(slip(7, 2)), Paper.SLIP);
        assertThat(sheets).hasSize(1);
        assertThat(sheets.get(0).getTextContent()).contains("记账凭证").contains("核算单位：星河商贸有限公司")
                .contains("2026年10月31日").contains("记字第 7 号").doesNotContain("1/1").contains("附件 3 张")
                .contains("摘要").contains("会计科目").contains("借方金额").contains("贷方金额").contains("560217 管理费用_租赁费")
                .contains("合计：人民币壹仟元整").contains("制单：王会计").contains("审核：赵审核").contains("记账：赵审核")
                .contains("会计主管：");
    }

    @Test
    void spreadsALongVoucherOverSheetsWithTheTotalOnTheLast() {
        List<Element> sheets = sheets(List.of(slip(7, 14)), Paper.A4);
        assertThat(sheets).extracting(sheet -> sheet.getTextContent().replaceAll("(?s).*([123]/3).*", "$1"))
                .containsExactly("1/3", "2/3", "3/3");
        assertThat(sheets.get(0).getTextContent()).contains("转下页").doesNotContain("合计");
        assertThat(sheets.get(2).getTextContent()).contains("合计：人民币柒仟元整").contains("7,000.00");
        assertThat(sheets).allSatisfy(sheet -> assertThat(ofClass(sheet, "tr", "line"))
                .as("sheets have the same lines, so that they have the same height").hasSize(VoucherPaper.LINES_ON_A_SHEET));
    }

    @Test
    void showsRedFiguresInRedAndADraftWithoutNumber() {
        VoucherSlip slip = new VoucherSlip("星河", LocalDate.of(2026, 10, 31), null, 0, List.of(
                new Line("冲销", "1001 库存现金", Money.of("-8.00"), Money.ZERO),
                new Line("冲销", "1002 银行存款", Money.ZERO, Money.of("-8.00"))), "王会计", null, null);
        Element sheet = sheets(List.of(slip), Paper.A4).get(0);
        assertThat(ofClass(sheet, "td", "money red")).extracting(Element::getTextContent)
                .containsExactly("-8.00", "-8.00", "-8.00", "-8.00");
        assertThat(sheet.getTextContent()).contains("未记账").contains("人民币负捌元整");
    }

    @Test
    void putsTwoOnAPageOfA4AndOneOnVoucherPaper() throws IOException {
        List<VoucherSlip> three = List.of(slip(1, 2), slip(2, 2), slip(3, 6));
        assertThat(pages(three, Paper.A4)).hasSize(2).allSatisfy(page -> assertThat(page.getWidth()).isLessThan(page.getHeight()));
        assertThat(pages(three, Paper.SLIP)).hasSize(3).allSatisfy(page -> {
            assertThat(page.getWidth() / POINTS_PER_MM).isBetween(239.9f, 240.1f);
            assertThat(page.getHeight() / POINTS_PER_MM).isBetween(139.9f, 140.1f);
        });
    }

    @Test
    void takesTextForTextAndKeepsLongOnesInTheirRow() throws IOException {
        String text = "<b>很长的摘要</b>&".repeat(30);
        VoucherSlip slip = new VoucherSlip("星河", LocalDate.of(2026, 10, 31), 1, 0, Collections.nCopies(6,
                new Line(text, text, Money.of("9999999999999.99"), Money.ZERO)), "王", "赵", "赵");
        assertThat(pages(List.of(slip, slip), Paper.A4)).hasSize(1);
        assertThat(pages(List.of(slip), Paper.SLIP)).hasSize(1);
    }

    @Test
    void printsTheSameBytesAgainAndNotTooManyAtOnce() {
        List<VoucherSlip> slips = List.of(slip(1, 2));
        assertThat(paper.write(slips, Paper.A4, Locale.CHINESE)).isEqualTo(paper.write(slips, Paper.A4, Locale.CHINESE));
        assertThatThrownBy(() -> paper.write(List.of(), Paper.A4, Locale.CHINESE)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> paper.write(Collections.nCopies(VoucherPaper.MOST + 1, slip(1, 2)), Paper.A4, Locale.CHINESE))
                .isInstanceOf(Refusal.class);
    }

    private static VoucherSlip slip(int number, int lines) {
        List<Line> all = IntStream.range(0, lines).mapToObj(at -> at % 2 == 0
                ? new Line("付房租", "560217 管理费用_租赁费", Money.of("1000.00"), Money.ZERO)
                : new Line("付房租", "1002 银行存款", Money.ZERO, Money.of("1000.00"))).toList();
        return new VoucherSlip("星河商贸有限公司", LocalDate.of(2026, 10, 31), number, 3, all, "王会计", "赵审核", "赵审核");
    }

    private List<PDRectangle> pages(List<VoucherSlip> slips, Paper on) throws IOException {
        List<PDRectangle> sizes = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(paper.write(slips, on, Locale.CHINESE))) {
            document.getPages().forEach(page -> sizes.add(page.getMediaBox()));
        }
        return sizes;
    }

    private List<Element> sheets(List<VoucherSlip> slips, Paper on) {
        Document page = paper.page(slips, on, Locale.CHINESE);
        return elements(page.getElementsByTagName("div")).stream()
                .filter(div -> div.getAttribute("class").startsWith("slip")).toList();
    }

    private static List<Element> ofClass(Element place, String tag, String name) {
        return elements(place.getElementsByTagName(tag)).stream()
                .filter(each -> each.getAttribute("class").equals(name)).toList();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(at -> (Element) nodes.item(at)).toList();
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/report", "messages/books");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
