package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhangfang.money.Money;

class ReportTablesTest {

    private static final List<List<Object>> TABLE = List.of(List.of("科目", "金额"),
            List.of("=HYPERLINK(\"x\")", Money.of("-1234.50")), List.of("+1", Money.of("0.10")), List.of("@a", ""));

    @TempDir
    private Path folder;

    @Test
    void amountsAreNumbersInExcelAndTextsNeverFormulas() throws IOException {
        String sheet = entry("xl/worksheets/sheet1.xml");
        assertThat(sheet).doesNotContain("<f>", "<f ").contains("<v>-1234.50</v>", "<v>0.10</v>");
        assertThat(entry("xl/sharedStrings.xml")).contains("=HYPERLINK(", "+1", "@a");
    }

    @Test
    void textsThatBeginLikeFormulasAreQuotedInCsvAndAmountsAreNot() {
        assertThat(new String(ReportTables.csv(TABLE), StandardCharsets.UTF_8))
                .contains("\"'=HYPERLINK(\"\"x\"\")\",-1234.50", "'+1,0.10", "'@a,");
    }

    private String entry(String name) throws IOException {
        Path file = Files.write(folder.resolve("report.xlsx"), ReportTables.xlsx("表", TABLE));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
