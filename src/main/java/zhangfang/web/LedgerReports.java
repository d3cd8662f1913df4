package zhangfang.web;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import zhangfang.company.Company;
import zhangfang.ledger.AccountLedger;
import zhangfang.ledger.AccountLedger.NamedAccount;
import zhangfang.ledger.AccountLedger.OpeningKind;
import zhangfang.ledger.BalanceSide;
import zhangfang.ledger.ColumnLedger;
import zhangfang.ledger.CounterpartyLedger;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.GeneralLedger;
import zhangfang.ledger.Journal;
import zhangfang.ledger.Voucher.State;
import zhangfang.money.Money;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Linked;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;
import zhangfang.report.Report.Type;

/** The ledgers (账簿) as reports in the reader's language: what is on their lines, and where they lead on to. */
@Component
class LedgerReports {

    /** Of a voucher with many accounts the first ones are named. */
    private static final int NAMED_COUNTER_ACCOUNTS = 2;

    /** Columns of the detail ledger that are left out where every cell would be empty. */
    private static final int ACCOUNT = 3;
    private static final int COUNTERPARTY = 5;

    /** The column of the journal that is left out where every voucher is posted. */
    private static final int STATE = 2;

    private final MessageSource messages;
    private final ReportTables tables;
    private final VoucherPeople people;

    LedgerReports(MessageSource messages, ReportTables tables, VoucherPeople people) {
        this.messages = messages;
        this.tables = tables;
        this.people = people;
    }

    /** The report under way. */
    private final class Sheet {

        private final Company company;
        private final Locale locale;
        private final List<Row> rows = new ArrayList<>();

        Sheet(Company company, Locale locale) {
            this.company = company;
            this.locale = locale;
        }

        String word(String key, Object... args) {
            return messages.getMessage(key, args, locale);
        }

        String side(BalanceSide side) {
            return word("books.side." + side);
        }

        String opening(OpeningKind kind) {
            return word("books.opening." + kind);
        }

        Linked voucher(String id, int number) {
            return new Linked(word("books.numbered", String.valueOf(number)),
                    "/companies/" + company.id() + "/book/vouchers/" + id);
        }

        Linked ledger(String code, YearMonth from, YearMonth to) {
            return new Linked(code, UriComponentsBuilder.fromPath("/companies/{company}/ledger/{code}")
                    .queryParam("from", from).queryParam("to", to).build(company.id(), code).toString());
        }

        void add(RowKind kind, Object... cells) {
            rows.add(new Row(kind, 0, Arrays.asList(cells)));
        }

        Report report(String name, String title, YearMonth from, YearMonth to, List<Column> columns) {
            return new Report(name + "-" + from + (from.equals(to) ? "" : "-" + to), title, company.name(),
                    tables.months(from, to, locale), columns, rows);
        }
    }

    /** The detail ledger of an account (明细账). @param daily with the sums of each day, as a journal of cash or a bank (日记账) */
    Report accountLedger(Company company, AccountLedger.Page page, boolean daily, Locale locale) {
        Sheet sheet = new Sheet(company, locale);
        sheet.add(RowKind.SUBTOTAL, null, null, sheet.opening(page.openingKind()), null, null, null, null, null,
                sheet.side(page.openingSide()), page.opening().abs());
        lines(sheet, page, daily);
        String title = sheet.word(daily ? "books.ledgers.daily" : "books.ledgers.detail");
        Report report = sheet.report((daily ? "journal-" : "ledger-") + page.code(),
                title + " " + page.code() + " " + page.name(), page.from(), page.to(), detailColumns(sheet));
        boolean subAccounts = page.rows().stream().anyMatch(line -> !line.accountCode().equals(page.code()));
        boolean counterparties = page.rows().stream().anyMatch(line -> !line.counterparty().isEmpty());
        return report.showing(IntStream.range(0, report.columns().size())
                .filter(at -> (at != ACCOUNT || subAccounts) && (at != COUNTERPARTY || counterparties)).boxed().toList());
    }

    private List<Column> detailColumns(Sheet sheet) {
        return List.of(Column.centred(sheet.word("books.field.date")), Column.centred(sheet.word("books.number")),
                Column.name(sheet.word("books.field.summary")), Column.text(sheet.word("books.field.account_code")),
                Column.text(sheet.word("books.ledgers.counterAccount")),
                Column.text(sheet.word("books.field.counterparty")), Column.amount(sheet.word("books.field.debit")),
                Column.amount(sheet.word("books.field.credit")), Column.centred(sheet.word("books.ledgers.side")),
                Column.amount(sheet.word("books.balance")));
    }

    private void lines(Sheet sheet, AccountLedger.Page page, boolean daily) {
        int line = 0;
        int day = 0;
        for (AccountLedger.MonthTotal month : page.months()) {
            carriedForward(sheet, page, month);
            while (line < page.rows().size() && YearMonth.from(page.rows().get(line).date()).equals(month.period())) {
                AccountLedger.Line entry = page.rows().get(line);
                entry(sheet, page, entry);
                line++;
                boolean lastOfDay = line == page.rows().size() || !page.rows().get(line).date().equals(entry.date());
                if (daily && lastOfDay) {
                    AccountLedger.DayTotal total = page.days().get(day++);
                    sheet.add(RowKind.SUBTOTAL, total.date(), null, sheet.word("books.ledger.day"), null, null, null,
                            total.debit(), total.credit(), sheet.side(total.side()), total.balance().abs());
                }
            }
            sheet.add(RowKind.SUBTOTAL, month.period(), null, sheet.word("books.ledger.month"), null, null, null,
                    month.debit(), month.credit(), sheet.side(month.side()), month.balance().abs());
            sheet.add(RowKind.SUBTOTAL, month.period(), null, sheet.word("books.ledger.year"), null, null, null,
                    month.ytdDebit(), month.ytdCredit(), sheet.side(month.side()), month.balance().abs());
        }
    }

    /** What a later January of the range begins with. */
    private void carriedForward(Sheet sheet, AccountLedger.Page page, AccountLedger.MonthTotal month) {
        if (month.period().getMonthValue() == 1 && !month.period().equals(page.from())) {
            AccountLedger.MonthTotal december = page.months().get(page.months().indexOf(month) - 1);
            sheet.add(RowKind.SUBTOTAL, null, null, sheet.opening(OpeningKind.CARRIED_FORWARD), null, null, null, null, null,
                    sheet.side(december.side()), december.balance().abs());
        }
    }

    private void entry(Sheet sheet, AccountLedger.Page page, AccountLedger.Line entry) {
        Object account = entry.accountCode().equals(page.code()) ? "" : new Linked(
                entry.accountCode() + " " + entry.accountName(),
                sheet.ledger(entry.accountCode(), page.from(), page.to()).address());
        sheet.add(RowKind.ENTRY, entry.date(), sheet.voucher(entry.voucherId(), entry.number()), entry.summary(), account,
                counterAccounts(sheet, entry.counterAccounts()), entry.counterparty(), entry.debit(), entry.credit(),
                sheet.side(entry.side()), entry.balance().abs());
    }

    private static String counterAccounts(Sheet sheet, List<NamedAccount> accounts) {
        String named = accounts.stream().limit(NAMED_COUNTER_ACCOUNTS)
                .map(account -> account.code() + " " + account.name()).collect(Collectors.joining("; "));
        return accounts.size() > NAMED_COUNTER_ACCOUNTS
                ? sheet.word("books.ledgers.andMore", named, String.valueOf(accounts.size())) : named;
    }

    /** The general ledger (总账). */
    Report generalLedger(Company company, GeneralLedger.Page page, Locale locale) {
        Sheet sheet = new Sheet(company, locale);
        for (GeneralLedger.AccountPage account : page.rows()) {
            Linked code = sheet.ledger(account.code(), page.from(), page.to());
            sheet.add(RowKind.SUBTOTAL, code, account.name(), null, sheet.opening(page.openingKind()), null, null,
                    sheet.side(account.openingSide()), account.opening().abs());
            AccountLedger.MonthTotal before = null;
            for (AccountLedger.MonthTotal month : account.months()) {
                if (before != null && month.period().getMonthValue() == 1) {
                    sheet.add(RowKind.ENTRY, account.code(), account.name(), null,
                            sheet.opening(OpeningKind.CARRIED_FORWARD), null, null, sheet.side(before.side()),
                            before.balance().abs());
                }
                sheet.add(RowKind.ENTRY, account.code(), account.name(), month.period(), sheet.word("books.ledger.month"),
                        month.debit(), month.credit(), sheet.side(month.side()), month.balance().abs());
                sheet.add(RowKind.ENTRY, account.code(), account.name(), month.period(), sheet.word("books.ledger.year"),
                        month.ytdDebit(), month.ytdCredit(), sheet.side(month.side()), month.balance().abs());
                before = month;
            }
        }
        return sheet.report("general-ledger", sheet.word("books.ledgers.general"), page.from(), page.to(), List.of(
                Column.text(sheet.word("books.ledgers.code")), Column.name(sheet.word("books.field.account_name")),
                Column.centred(sheet.word("books.period")), Column.text(sheet.word("books.field.summary")),
                Column.amount(sheet.word("books.field.debit")), Column.amount(sheet.word("books.field.credit")),
                Column.centred(sheet.word("books.ledgers.side")), Column.amount(sheet.word("books.balance"))));
    }

    /** The multi-column ledger (多栏账). */
    Report columnLedger(Company company, ColumnLedger.Page page, Locale locale) {
        Sheet sheet = new Sheet(company, locale);
        List<Money> none = Collections.nCopies(page.columns().size(), null);
        wide(sheet, RowKind.SUBTOTAL, none, null, null, sheet.opening(page.openingKind()), null, null,
                sheet.side(page.openingSide()), page.opening().abs());
        int line = 0;
        for (ColumnLedger.MonthTotal month : page.months()) {
            for (; line < page.rows().size() && YearMonth.from(page.rows().get(line).date()).equals(month.period()); line++) {
                ColumnLedger.Line entry = page.rows().get(line);
                wide(sheet, RowKind.ENTRY, entry.amounts(), entry.date(), sheet.voucher(entry.voucherId(), entry.number()),
                        entry.summary(), entry.debit(), entry.credit(), sheet.side(entry.side()), entry.balance().abs());
            }
            wide(sheet, RowKind.SUBTOTAL, month.amounts(), month.period(), null, sheet.word("books.ledger.month"),
                    month.debit(), month.credit(), sheet.side(month.side()), month.balance().abs());
            wide(sheet, RowKind.SUBTOTAL, month.ytdAmounts(), month.period(), null, sheet.word("books.ledger.year"),
                    month.ytdDebit(), month.ytdCredit(), sheet.side(month.side()), month.balance().abs());
        }
        Report report = sheet.report("columns-" + page.code(), sheet.word("books.ledgers.columns") + " " + page.code() + " "
                + page.name(), page.from(), page.to(), columns(sheet, page));
        return page.withCarryForward() ? report
                : report.withNotes(List.of(sheet.word("books.ledgers.withoutCarryForward")));
    }

    private static void wide(Sheet sheet, RowKind kind, List<Money> amounts, Object... cells) {
        List<Object> all = new ArrayList<>(Arrays.asList(cells));
        all.addAll(amounts);
        sheet.add(kind, all.toArray());
    }

    private static List<Column> columns(Sheet sheet, ColumnLedger.Page page) {
        List<Column> columns = new ArrayList<>(List.of(Column.centred(sheet.word("books.field.date")),
                Column.centred(sheet.word("books.number")), Column.name(sheet.word("books.field.summary")),
                Column.amount(sheet.word("books.field.debit")), Column.amount(sheet.word("books.field.credit")),
                Column.centred(sheet.word("books.ledgers.side")), Column.amount(sheet.word("books.balance"))));
        boolean both = page.columns().stream().map(ColumnLedger.Column::side).distinct().count() > 1;
        for (ColumnLedger.Column column : page.columns()) {
            String group = both ? sheet.word("books.columns." + column.side())
                    : sheet.word(column.side() == Direction.DEBIT ? "books.field.debit" : "books.field.credit");
            columns.add(new Column(group, column.code() == null ? sheet.word("books.ledgers.others") : column.name(),
                    Type.AMOUNT));
        }
        return columns;
    }

    /** All counterparties with their balances (往来余额). */
    Report counterparties(Company company, CounterpartyLedger.Overview page, Locale locale) {
        Sheet sheet = new Sheet(company, locale);
        for (CounterpartyLedger.Balance row : page.rows()) {
            sheet.add(RowKind.ENTRY, sheet.ledger(row.accountCode(), page.from(), page.to()), row.accountName(),
                    counterparty(sheet, page, row), sheet.side(row.openingSide()), row.opening().abs(), row.debit(),
                    row.credit(), sheet.side(row.closingSide()), row.closing().abs());
        }
        sheet.add(RowKind.TOTAL, null, sheet.word("books.total"), null, null, null, sum(page, CounterpartyLedger.Balance::debit),
                sum(page, CounterpartyLedger.Balance::credit), null, null);
        return sheet.report("counterparties", sheet.word("books.ledgers.counterparties"), page.from(), page.to(), List.of(
                Column.text(sheet.word("books.ledgers.code")), Column.name(sheet.word("books.field.account_name")),
                Column.name(sheet.word("books.field.counterparty")),
                new Column(sheet.word("books.ledger.opening"), sheet.word("books.ledgers.side"), Type.CENTRED),
                new Column(sheet.word("books.ledger.opening"), sheet.word("books.amount"), Type.AMOUNT),
                new Column(sheet.word("books.ledgers.turnover"), sheet.word("books.field.debit"), Type.AMOUNT),
                new Column(sheet.word("books.ledgers.turnover"), sheet.word("books.field.credit"), Type.AMOUNT),
                new Column(sheet.word("books.ledgers.closing"), sheet.word("books.ledgers.side"), Type.CENTRED),
                new Column(sheet.word("books.ledgers.closing"), sheet.word("books.amount"), Type.AMOUNT)));
    }

    private static Linked counterparty(Sheet sheet, CounterpartyLedger.Overview page, CounterpartyLedger.Balance row) {
        return new Linked(row.counterparty().isEmpty() ? sheet.word("books.ledgers.unnamed") : row.counterparty(),
                UriComponentsBuilder.fromPath("/companies/{company}/counterparties/ledger")
                        .queryParam("name", "{name}").queryParam("from", page.from()).queryParam("to", page.to())
                        .encode().build(sheet.company.id(), row.counterparty()).toString());
    }

    private static Money sum(CounterpartyLedger.Overview page, Function<CounterpartyLedger.Balance, Money> amount) {
        return page.rows().stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    /** The ledger of one counterparty (往来明细账). */
    Report counterpartyLedger(Company company, CounterpartyLedger.Page page, Locale locale) {
        Sheet sheet = new Sheet(company, locale);
        List<Row> rows = new ArrayList<>();
        for (AccountLedger.Page account : page.rows()) {
            rows.add(Row.heading(account.code() + " " + account.name()));
            for (Row row : accountLedger(company, account, false, locale).rows()) {
                List<Object> cells = new ArrayList<>(List.of(account.code(), account.name()));
                List<Object> detail = new ArrayList<>(row.cells());
                detail.remove(COUNTERPARTY);
                detail.remove(ACCOUNT);
                cells.addAll(detail);
                rows.add(new Row(row.kind(), 0, cells));
            }
        }
        sheet.rows.addAll(rows);
        List<Column> detail = new ArrayList<>(detailColumns(sheet));
        detail.remove(COUNTERPARTY);
        detail.remove(ACCOUNT);
        List<Column> columns = new ArrayList<>(List.of(Column.text(sheet.word("books.ledgers.code")),
                Column.text(sheet.word("books.field.account_name"))));
        columns.addAll(detail);
        String name = page.counterparty().isEmpty() ? sheet.word("books.ledgers.unnamed") : page.counterparty();
        return sheet.report("counterparty", sheet.word("books.ledgers.counterparty") + " " + name, page.from(), page.to(),
                columns).showing(IntStream.range(2, columns.size()).boxed().toList());
    }

    /** The journal (序时簿). */
    Report journal(Company company, Journal.Page page, Locale locale) {
        Sheet sheet = new Sheet(company, locale);
        Map<String, String> names = new HashMap<>();
        page.rows().forEach(line -> names.computeIfAbsent(line.preparedBy(), people::nameOf));
        for (Journal.Line line : page.rows()) {
            Object number = line.number() == null
                    ? new Linked(sheet.word("books.noNumber"), "/companies/" + company.id() + "/book/vouchers/" + line.voucherId())
                    : sheet.voucher(line.voucherId(), line.number());
            sheet.add(RowKind.ENTRY, line.date(), number, sheet.word("books.state." + line.state()), line.summary(),
                    sheet.ledger(line.accountCode(), page.from(), page.to()), line.accountName(), line.counterparty(),
                    line.debit(), line.credit(), names.get(line.preparedBy()));
        }
        sheet.add(RowKind.TOTAL, null, null, null, sheet.word("books.total"), null, null, null, page.debit(), page.credit(),
                null);
        Report report = sheet.report("journal", sheet.word("books.ledgers.journal"), page.from(), page.to(), List.of(
                Column.centred(sheet.word("books.field.date")), Column.centred(sheet.word("books.number")),
                Column.centred(sheet.word("books.period.state")), Column.name(sheet.word("books.field.summary")),
                Column.text(sheet.word("books.ledgers.code")), Column.text(sheet.word("books.field.account_name")),
                Column.text(sheet.word("books.field.counterparty")), Column.amount(sheet.word("books.field.debit")),
                Column.amount(sheet.word("books.field.credit")), Column.text(sheet.word("books.ledgers.preparer"))));
        boolean allPosted = page.rows().stream().allMatch(line -> line.state() == State.POSTED);
        return allPosted ? report.showing(IntStream.range(0, report.columns().size()).filter(at -> at != STATE).boxed().toList()) : report;
    }
}
