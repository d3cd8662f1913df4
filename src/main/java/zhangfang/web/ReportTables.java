package zhangfang.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.money.Money;
import zhangfang.statements.Statement;
import zhangfang.statements.TrialBalance;
import zhangfang.tax.MonthTaxes;

/** Reports as tables with headings in the reader's language, and such tables as files. */
@Component
class ReportTables {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final MessageSource messages;

    ReportTables(MessageSource messages) {
        this.messages = messages;
    }

    List<List<Object>> statement(Statement statement, Locale locale) {
        List<List<Object>> rows = new ArrayList<>();
        List<Object> header = new ArrayList<>(words(locale, "statements.column.line", "statements.column.item"));
        statement.columns().forEach(column -> header.add(word("statements.column." + column, locale)));
        rows.add(header);
        for (Statement.Row row : statement.rows()) {
            List<Object> cells = new ArrayList<>();
            cells.add(row.line() == null ? "" : row.line());
            cells.add(row.item());
            statement.columns().forEach(column -> cells.add(orNothing(row.amount(column))));
            rows.add(cells);
        }
        return rows;
    }

    List<List<Object>> trialBalance(TrialBalance balance, Locale locale) {
        List<List<Object>> rows = new ArrayList<>();
        List<Object> header = new ArrayList<>(words(locale, "statements.tb.code", "statements.tb.name"));
        for (String group : List.of("opening", "period", "ytd", "closing")) {
            header.add(word("statements.tb." + group, locale) + " " + word("statements.tb.debit", locale));
            header.add(word("statements.tb." + group, locale) + " " + word("statements.tb.credit", locale));
        }
        rows.add(header);
        for (TrialBalance.Row row : balance.rows()) {
            rows.add(List.of(row.code(), row.name(), row.openingDebit(), row.openingCredit(), row.periodDebit(),
                    row.periodCredit(), row.ytdDebit(), row.ytdCredit(), row.closingDebit(), row.closingCredit()));
        }
        TrialBalance.Totals total = balance.totals();
        rows.add(List.of("", word("statements.tb.total", locale), total.openingDebit(), total.openingCredit(),
                total.periodDebit(), total.periodCredit(), total.ytdDebit(), total.ytdCredit(), total.closingDebit(),
                total.closingCredit()));
        return rows;
    }

    List<List<Object>> taxes(MonthTaxes taxes, Locale locale) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(words(locale, "tax.column.tax", "tax.column.base", "tax.column.rate", "tax.column.relief",
                "tax.column.amount", "tax.column.source", "tax.column.opening", "tax.column.accrued",
                "tax.column.paid", "tax.column.balance", "tax.column.accounts"));
        for (MonthTaxes.TaxFigure tax : taxes.taxes()) {
            List<String> accounts = tax.components().stream()
                    .map(part -> part.accountCode() + " " + part.accountName()).toList();
            rows.add(List.of(tax.name(), orNothing(tax.base()), tax.rate() == null ? "" : tax.rate().toPlainString(),
                    orNothing(tax.relief()), tax.amount(), word("tax.source." + tax.source(), locale), tax.opening(),
                    tax.accrued(), tax.paid(), tax.balance(), String.join("; ", accounts)));
        }
        return rows;
    }

    private List<Object> words(Locale locale, String... keys) {
        List<Object> words = new ArrayList<>();
        for (String key : keys) {
            words.add(word(key, locale));
        }
        return words;
    }

    private String word(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static Object orNothing(Money amount) {
        return amount == null ? "" : amount;
    }

    /** UTF-8; a byte order mark tells Excel so. */
    static byte[] csv(List<List<Object>> rows) {
        StringBuilder text = new StringBuilder().append(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (List<Object> row : rows) {
                printer.printRecord(row.stream().map(ReportTables::harmless).toList());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Amounts are numbers, so that people can go on calculating. */
    static byte[] xlsx(String sheetName, List<List<Object>> rows) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "Zhangfang", null)) {
            Worksheet sheet = workbook.newWorksheet(sheetName);
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    write(sheet, row, column, rows.get(row).get(column));
                }
            }
            sheet.freezePane(0, 1);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file.toByteArray();
    }

    private static void write(Worksheet sheet, int row, int column, Object cell) {
        if (cell instanceof Money amount) {
            sheet.value(row, column, amount.amount());
            sheet.style(row, column).format("#,##0.00").set();
        } else if (cell instanceof Integer number) {
            sheet.value(row, column, number);
        } else {
            sheet.value(row, column, cell.toString());
            if (row == 0) {
                sheet.style(row, column).bold().set();
            }
        }
    }

    /** A name that begins like a formula would be one in a spreadsheet. */
    private static Object harmless(Object cell) {
        return cell instanceof String text && text.matches("(?s)[=+@\\t\\r-].*") && !text.matches("-?[0-9.]+")
                ? "'" + text : cell;
    }
}
