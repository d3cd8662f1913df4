package zhangfang.web;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.company.Company;
import zhangfang.money.Money;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Linked;
import zhangfang.report.Report.Paper;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;
import zhangfang.report.Report.Type;
import zhangfang.statements.Layout;
import zhangfang.statements.LineMakeup;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.Statement;
import zhangfang.statements.Statement.LineKind;
import zhangfang.statements.StatementKind;
import zhangfang.statements.TrialBalance;
import zhangfang.tax.MonthTaxes;

/** Statements, trial balances and taxes as reports in the reader's language. */
@Component
class ReportTables {

    /** The section that the right side of a balance sheet begins with. */
    private static final String FIRST_LIABILITIES = "流动负债";
    /** Items that follow 其中： stand below its first one. */
    private static final String OF_WHICH = "其中";
    private static final int BELOW_OF_WHICH = 4;

    private final MessageSource messages;

    ReportTables(MessageSource messages) {
        this.messages = messages;
    }

    Report statement(Company company, Statement statement, Locale locale) {
        List<Column> columns = new ArrayList<>(List.of(Column.centred(word("statements.column.line", locale)),
                Column.name(word("statements.column.item", locale))));
        statement.columns().forEach(column ->
                columns.add(Column.amount(word("statements.column." + statement.heading(column), locale))));
        boolean compared = statement.comparison() != null;
        if (compared) {
            columns.add(Column.centred(word("statements.column.percent", locale)));
        }
        List<Row> rows = new ArrayList<>();
        String section = "";
        int besideFrom = 0;
        for (Statement.Row row : statement.rows()) {
            if (!row.section().isEmpty() && !row.section().equals(section)) {
                besideFrom = row.section().equals(FIRST_LIABILITIES) ? rows.size() : besideFrom;
                rows.add(Row.heading(row.section()));
            }
            section = row.section();
            rows.add(row(statement, row));
        }
        return new Report(statement.statement() + "-" + statement.period() + fileMark(statement.provisional()),
                title("statements.title." + statement.statement(), statement.provisional(), locale),
                word("statements.paper.form", locale, statement.form()), company.name(), time(statement, locale), columns,
                rows, notes(statement, locale), paper(columns, compared ? 0 : besideFrom, locale));
    }

    /** A statement as it was issued; its file says which revision it is. */
    Report issued(Company company, Statement statement, int revision, Locale locale) {
        Report report = statement(company, statement, locale);
        List<String> notes = new ArrayList<>(report.notes());
        notes.add(word("statements.paper.revision", locale, revision));
        return new Report(report.name() + "-r" + revision, report.title(), report.form(), report.company(),
                report.period(), report.columns(), report.rows(), notes, report.paper());
    }

    private static Row row(Statement statement, Statement.Row row) {
        List<Object> cells = new ArrayList<>();
        cells.add(row.line());
        cells.add(row.item());
        statement.columns().forEach(column -> cells.add(row.amount(column)));
        if (statement.comparison() != null) {
            cells.add(row.percent());
        }
        int ofWhich = row.item().startsWith(OF_WHICH) ? 1 : BELOW_OF_WHICH;
        return new Row(row.kind() == LineKind.SUM ? RowKind.SUBTOTAL : RowKind.ENTRY,
                row.kind() == LineKind.MEMO ? ofWhich : 0, cells);
    }

    /** Items come first on paper, as in the Ministry's forms; those of a balance sheet stand on two sides. */
    private Paper paper(List<Column> columns, int besideFrom, Locale locale) {
        List<Integer> order = new ArrayList<>(List.of(1, 0));
        IntStream.range(2, columns.size()).forEach(order::add);
        return besideFrom == 0 ? new Paper(order) : new Paper(order, besideFrom,
                words(locale, "statements.paper.assets", "statements.paper.liabilitiesAndEquity"));
    }

    private String time(Statement statement, Locale locale) {
        ReportPeriod period = ReportPeriod.parse(statement.period());
        if (statement.statement().equals(StatementKind.BALANCE_SHEET.path())) {
            return date(period.to().atEndOfMonth(), locale);
        }
        String year = String.valueOf(period.to().getYear());
        return switch (period.kind()) {
            case MONTH -> month(period.to(), locale);
            case QUARTER -> word("statements.paper.quarter", locale, year,
                    String.valueOf(period.to().getMonthValue() / 3));
            case YEAR -> word("statements.paper.year", locale, year);
        };
    }

    private String date(LocalDate date, Locale locale) {
        return word("statements.paper.date", locale, String.valueOf(date.getYear()),
                String.valueOf(date.getMonthValue()), String.valueOf(date.getDayOfMonth()));
    }

    String month(YearMonth month, Locale locale) {
        return word("statements.paper.month", locale, String.valueOf(month.getYear()),
                String.valueOf(month.getMonthValue()));
    }

    /** A month, or the months from the first to the last. */
    String months(YearMonth from, YearMonth to, Locale locale) {
        return from.equals(to) ? month(from, locale)
                : word("statements.paper.range", locale, month(from, locale), month(to, locale));
    }

    private List<String> notes(Statement statement, Locale locale) {
        List<String> notes = new ArrayList<>();
        if (statement.provisional()) {
            notes.add(word("statements.paper.provisional", locale));
        }
        if (statement.unclosed()) {
            notes.add(word("statements.page.unclosed", locale, statement.unclosedAmount().grouped()));
        }
        if (statement.comparison() != null) {
            notes.add(word("statements.page.compared", locale,
                    word("statements.column." + statement.heading(statement.comparison().column()), locale),
                    statement.comparison().period()));
        }
        if (statement.fromBookStart()) {
            notes.add(word("statements.page.fromBookStart", locale));
        }
        return notes;
    }

    /** Of an open period, so that nobody takes it for the final one. */
    private String title(String key, boolean provisional, Locale locale) {
        return provisional ? word("statements.paper.provisionalTitle", locale, word(key, locale)) : word(key, locale);
    }

    private static String fileMark(boolean provisional) {
        return provisional ? "-provisional" : "";
    }

    /** What a line of a statement is made of, leading on to ledgers, other lines and tagged cash. @param names of accounts, by code */
    Report makeup(Company company, LineMakeup makeup, Map<String, String> names, Layout layout, Locale locale) {
        List<Column> columns = new ArrayList<>(List.of(Column.name(word("statements.line.part", locale)),
                Column.text(word("statements.line.how", locale))));
        makeup.columns().forEach(column -> columns.add(Column.amount(word("statements.column." + makeup.headings().get(column), locale))));
        List<Row> rows = new ArrayList<>();
        for (LineMakeup.Part part : makeup.parts()) {
            List<Object> links = links(company, makeup, part, names, layout, locale);
            for (int at = 0; at < Math.max(1, links.size()); at++) {
                boolean last = at >= links.size() - 1;
                List<Object> cells = new ArrayList<>();
                cells.add(links.isEmpty() ? "" : links.get(at));
                cells.add(last ? word("statements.source." + part.source(), locale) : "");
                makeup.columns().forEach(column -> cells.add(last ? part.amounts().get(column) : null));
                rows.add(new Row(RowKind.ENTRY, 0, cells));
            }
        }
        List<Object> total = new ArrayList<>(List.of(word("statements.line.total", locale), ""));
        makeup.columns().forEach(column -> total.add(makeup.amounts().get(column)));
        rows.add(new Row(RowKind.TOTAL, 0, total));
        String title = word("statements.line.title", locale, word("statements.title." + makeup.statement(), locale),
                String.valueOf(makeup.line()), makeup.item());
        return new Report(makeup.statement() + "-line-" + makeup.line(), title, company.name(), makeup.period().text(),
                columns, rows);
    }

    private List<Object> links(Company company, LineMakeup makeup, LineMakeup.Part part, Map<String, String> names,
            Layout layout, Locale locale) {
        String pages = "/companies/" + company.id();
        String months = "?from=" + makeup.period().from() + "&to=" + makeup.period().to();
        if (part.line() == null) {
            return part.accounts().stream().<Object>map(code ->
                    new Linked(code + " " + names.get(code), pages + "/ledger/" + code + months)).toList();
        }
        String number = part.line().toString();
        return List.of(part.item().isEmpty()
                ? new Linked(word("statements.line.tag", locale, number), pages + "/book/cash-flow" + months + "&line=" + number)
                : new Linked(word("statements.line.number", locale, number, part.item()), pages + "/statements/"
                        + makeup.statement() + "/lines/" + number + "?period=" + makeup.period().text() + "&layout="
                        + layout.text()));
    }

    /** @param yearStart whether the balances at the year's start are there, too (十栏) */
    Report trialBalance(Company company, TrialBalance balance, boolean yearStart, Locale locale) {
        List<Column> columns = new ArrayList<>(List.of(Column.text(word("statements.tb.code", locale)),
                Column.name(word("statements.tb.name", locale))));
        List<String> groups = new ArrayList<>(List.of("opening", "period", "ytd", "closing"));
        if (yearStart) {
            groups.add(0, "yearStart");
        }
        for (String group : groups) {
            for (String side : List.of("debit", "credit")) {
                columns.add(new Column(word("statements.tb." + group, locale), word("statements.tb." + side, locale),
                        Type.AMOUNT));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (TrialBalance.Row row : balance.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.code(), name(row, locale)));
            if (yearStart) {
                cells.addAll(List.of(row.yearStartDebit(), row.yearStartCredit()));
            }
            cells.addAll(List.of(row.openingDebit(), row.openingCredit(), row.periodDebit(), row.periodCredit(),
                    row.ytdDebit(), row.ytdCredit(), row.closingDebit(), row.closingCredit()));
            rows.add(new Row(RowKind.ENTRY, row.level() - 1, cells));
        }
        rows.add(total(balance.totals(), yearStart, locale));
        return new Report("trial-balance-" + balance.from() + "-" + balance.to() + fileMark(balance.provisional()),
                title("statements.title.trial-balance", balance.provisional(), locale), company.name(),
                months(YearMonth.parse(balance.from()), YearMonth.parse(balance.to()), locale), columns, rows)
                .withNotes(notes(balance, locale));
    }

    private Row total(TrialBalance.Totals total, boolean yearStart, Locale locale) {
        List<Object> cells = new ArrayList<>(List.of("", word("statements.tb.total", locale)));
        if (yearStart) {
            cells.addAll(List.of(total.yearStartDebit(), total.yearStartCredit()));
        }
        cells.addAll(List.of(total.openingDebit(), total.openingCredit(), total.periodDebit(), total.periodCredit(),
                total.ytdDebit(), total.ytdCredit(), total.closingDebit(), total.closingCredit()));
        return Row.total(cells.toArray());
    }

    private List<String> notes(TrialBalance balance, Locale locale) {
        List<String> notes = new ArrayList<>();
        if (balance.provisional()) {
            notes.add(word("statements.paper.provisional", locale));
        }
        if (balance.unclosed()) {
            notes.add(word("statements.page.unclosed", locale, balance.unclosedAmount().grouped()));
        }
        if (balance.drafts() > 0) {
            notes.add(word("statements.tb.withDrafts", locale, balance.drafts()));
        }
        if (!balance.carryForward()) {
            notes.add(word("statements.tb.flag.noCarryForward", locale));
        }
        return notes;
    }

    private String name(TrialBalance.Row row, Locale locale) {
        return row.counterparty() == null ? row.name()
                : row.counterparty().isEmpty() ? word("statements.tb.nobody", locale) : row.counterparty();
    }

    Report taxes(Company company, MonthTaxes taxes, Locale locale) {
        List<Column> columns = List.of(Column.name(word("tax.column.tax", locale)),
                Column.amount(word("tax.column.base", locale)), Column.centred(word("tax.column.rate", locale)),
                Column.amount(word("tax.column.relief", locale)), Column.amount(word("tax.column.amount", locale)),
                Column.centred(word("tax.column.source", locale)), Column.amount(word("tax.column.opening", locale)),
                Column.amount(word("tax.column.accrued", locale)), Column.amount(word("tax.column.paid", locale)),
                Column.amount(word("tax.column.balance", locale)), Column.text(word("tax.column.accounts", locale)));
        List<Row> rows = new ArrayList<>();
        for (MonthTaxes.TaxFigure tax : taxes.taxes()) {
            List<String> accounts = tax.components().stream()
                    .map(part -> part.accountCode() + " " + part.accountName()).toList();
            rows.add(Row.of(tax.name(), tax.base(), tax.rate() == null ? "" : tax.rate().toPlainString(), tax.relief(),
                    tax.amount(), word("tax.source." + tax.source(), locale), tax.opening(), tax.accrued(), tax.paid(),
                    tax.balance(), String.join("; ", accounts)));
        }
        Report report = new Report("taxes-" + taxes.period(), word("tax.title", locale), company.name(),
                month(YearMonth.parse(taxes.period()), locale), columns, rows);
        return taxes.provisional() ? report.withNotes(List.of(word("statements.paper.provisional", locale))) : report;
    }

    private List<String> words(Locale locale, String... keys) {
        List<String> words = new ArrayList<>();
        for (String key : keys) {
            words.add(word(key, locale));
        }
        return words;
    }

    private String word(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
