package zhangfang.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.money.Money;
import zhangfang.statements.Statement;
import zhangfang.statements.TrialBalance;
import zhangfang.tax.MonthTaxes;

/** Reports as CSV with headings in the reader's language; a byte order mark tells Excel that it is UTF-8. */
@Component
class ReportCsv {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final MessageSource messages;

    ReportCsv(MessageSource messages) {
        this.messages = messages;
    }

    String statement(Statement statement, Locale locale) {
        List<List<Object>> rows = new ArrayList<>();
        List<Object> header = new ArrayList<>(words(locale, "statements.column.line", "statements.column.item"));
        statement.columns().forEach(column -> header.add(word("statements.column." + column, locale)));
        rows.add(header);
        for (Statement.Row row : statement.rows()) {
            List<Object> cells = new ArrayList<>();
            cells.add(row.line() == null ? "" : row.line());
            cells.add(row.item());
            statement.columns().forEach(column -> cells.add(text(row.amount(column))));
            rows.add(cells);
        }
        return write(rows);
    }

    String trialBalance(TrialBalance balance, Locale locale) {
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
        return write(rows);
    }

    String taxes(MonthTaxes taxes, Locale locale) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(words(locale, "tax.column.tax", "tax.column.base", "tax.column.rate", "tax.column.relief",
                "tax.column.amount", "tax.column.source", "tax.column.opening", "tax.column.accrued",
                "tax.column.paid", "tax.column.balance", "tax.column.accounts"));
        for (MonthTaxes.TaxFigure tax : taxes.taxes()) {
            List<String> accounts = tax.components().stream()
                    .map(part -> part.accountCode() + " " + part.accountName()).toList();
            rows.add(List.of(tax.name(), text(tax.base()), tax.rate() == null ? "" : tax.rate().toPlainString(),
                    text(tax.relief()), tax.amount(), word("tax.source." + tax.source(), locale), tax.opening(),
                    tax.accrued(), tax.paid(), tax.balance(), String.join("; ", accounts)));
        }
        return write(rows);
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

    private static String text(Money amount) {
        return amount == null ? "" : amount.toString();
    }

    private static String write(List<List<Object>> rows) {
        StringBuilder text = new StringBuilder().append(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (List<Object> row : rows) {
                printer.printRecord(row.stream().map(ReportCsv::harmless).toList());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString();
    }

    /** A name that begins like a formula would be one in a spreadsheet. */
    private static Object harmless(Object cell) {
        return cell instanceof String text && text.matches("(?s)[=+@\\t\\r-].*") && !text.matches("-?[0-9.]+")
                ? "'" + text : cell;
    }
}
