package zhangfang.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.ResourceBundleMessageSource;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Paper;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.Type;

class ReportFilesTest {

    private static final String HOSTILE = "<script>alert(1)</script> & \"星河\" &amp; ]]> <!DOCTYPE x>";
    private static final List<Column> COLUMNS = List.of(Column.centred("日期"), Column.name("科目"),
            new Column("本期发生额", "借方", Type.AMOUNT), new Column("本期发生额", "贷方", Type.AMOUNT));

    @TempDir
    private Path folder;
    private final ReportFiles files = new ReportFiles(messages());

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/report");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    private static Report table(String company, List<Row> rows) {
        return new Report("ledger", "明细账", company, "2026年1月", COLUMNS, rows);
    }

    private static final Report SMALL = table(HOSTILE, List.of(
            Row.heading("流动资产"),
            Row.of(LocalDate.of(2026, 1, 5), "=HYPERLINK(\"x\")", Money.of("-1234.50"), Money.ZERO),
            Row.of(null, "+1", Money.of("0.10"), null),
            Row.total("", "@a", Money.of("-1234.40"), Money.ZERO)));

    @Test
    void amountsAndDatesAreNumbersInExcelAndTextsNeverFormulas() throws IOException {
        String sheet = excel("xl/worksheets/sheet1.xml");
        assertThat(sheet).doesNotContain("<f>", "<f ").contains("<v>-1234.50</v>", "<v>0.10</v>", "<v>46027.0</v>");
        assertThat(excel("xl/sharedStrings.xml")).contains("=HYPERLINK(", "+1", "@a", ">&#x79d1;&#x76ee;<")
                .doesNotContain("&#x6d41;&#x52a8;&#x8d44;&#x4ea7;");
    }

    @Test
    void aCompanysNameIsNoCommandInThePrintedHeaderOfASheet() throws IOException {
        assertThat(excel("xl/worksheets/sheet1.xml")).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;&amp; ");
    }

    @Test
    void textsThatBeginLikeFormulasAreQuotedInCsvAndAmountsAreNot() {
        assertThat(new String(files.write(SMALL, ReportFormat.CSV, Locale.CHINESE), StandardCharsets.UTF_8))
                .startsWith("\uFEFF日期,科目,本期发生额 借方,本期发生额 贷方\r\n")
                .contains("2026-01-05,\"'=HYPERLINK(\"\"x\"\")\",-1234.50,0.00", ",'+1,0.10,\r\n", ",'@a,")
                .doesNotContain("流动资产");
    }

    @Test
    void onPaperTheFontIsEmbeddedAndTheDocumentSaysWhatItIs() throws IOException {
        try (PDDocument paper = paper(SMALL)) {
            assertThat(paper.getNumberOfPages()).isEqualTo(1);
            assertThat(paper.getDocumentInformation().getTitle()).isEqualTo("明细账 2026年1月");
            assertThat(paper.getDocumentInformation().getAuthor()).isEqualTo(HOSTILE);
            List<PDFont> fonts = fonts(paper);
            assertThat(fonts).isNotEmpty().allMatch(PDFont::isEmbedded)
                    .allMatch(font -> font.getName().contains("NotoSansSC"));
            PDPage page = paper.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isLessThan(page.getMediaBox().getHeight());
        }
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(files.write(SMALL, ReportFormat.PDF, Locale.CHINESE))
                .isEqualTo(files.write(SMALL, ReportFormat.PDF, Locale.CHINESE));
    }

    @Test
    void manyRowsGoOverManyPages() throws IOException {
        try (PDDocument paper = paper(table("星河商贸", rows(200)))) {
            assertThat(paper.getNumberOfPages()).isBetween(4, 6);
        }
    }

    @Test
    void manyColumnsTurnThePage() throws IOException {
        List<Column> columns = new ArrayList<>(List.of(Column.name("科目")));
        IntStream.range(0, 12).forEach(at -> columns.add(Column.amount("金额" + at)));
        Object[] cells = new Object[columns.size()];
        Arrays.fill(cells, Money.of("123456789.01"));
        cells[0] = "管理费用";
        Report wide = new Report("columns", "多栏账", "星河商贸", "2026年", columns, List.of(Row.of(cells)));
        try (PDDocument paper = paper(wide)) {
            PDPage page = paper.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isGreaterThan(page.getMediaBox().getHeight());
        }
    }

    @Test
    void twoSidesStandOnOnePage() throws IOException {
        List<Row> rows = rows(64);
        Report report = new Report("sheet", "资产负债表", "会小企01表", "星河商贸", "2026年1月31日", COLUMNS, rows, List.of("暂估"),
                new Paper(List.of(1, 0, 2, 3), 34, List.of("资产", "负债和所有者权益")));
        try (PDDocument paper = paper(report)) {
            assertThat(paper.getNumberOfPages()).isEqualTo(1);
        }
    }

    @Test
    void moreRowsThanPaperTakesAreRefused() {
        Report report = table("星河商贸", rows(PaperReport.MOST_ROWS + 1));
        assertThatThrownBy(() -> files.write(report, ReportFormat.PDF, Locale.CHINESE)).isInstanceOf(Refusal.class)
                .hasMessageContaining("report.tooLongForPaper");
        assertThat(files.write(report, ReportFormat.XLSX, Locale.CHINESE)).isNotEmpty();
    }

    private static List<Row> rows(int count) {
        return IntStream.range(0, count).mapToObj(at -> Row.of(LocalDate.of(2026, 1, 1), "收到货款，第" + at + "笔",
                Money.of("1000.00"), Money.ZERO)).toList();
    }

    private PDDocument paper(Report report) throws IOException {
        return Loader.loadPDF(files.write(report, ReportFormat.PDF, Locale.CHINESE));
    }

    private static List<PDFont> fonts(PDDocument paper) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        for (PDPage page : paper.getPages()) {
            for (COSName name : page.getResources().getFontNames()) {
                fonts.add(page.getResources().getFont(name));
            }
        }
        return fonts;
    }

    private String excel(String name) throws IOException {
        Path file = Files.write(folder.resolve("report.xlsx"), files.write(SMALL, ReportFormat.XLSX, Locale.CHINESE));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
