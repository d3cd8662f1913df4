package zhangfang.web;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.Ageing;
import zhangfang.ledger.Ageing.Aged;
import zhangfang.ledger.Ageing.AgedBalance;
import zhangfang.ledger.Ageing.Bucket;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;

/** The age of balances (账龄) as answers, pages and files show it: on the side of each account's direction. */
@Component
class AgeingTables {

    /** 应收、预付、其他应收、应付、预收、其他应付, the same in both standards. */
    private static final List<String> OF_CUSTOMERS_AND_SUPPLIERS = List.of("1122", "1123", "1221", "2202", "2203",
            "2241");

    /**
     * @param counterparty empty where there is none
     * @param buckets      by bucket, all of them
     * @param fromStart    the part that was there when the book was opened
     */
    record Age(String code, String name, String counterparty, Direction direction, Money balance,
            Map<Bucket, Money> buckets, Money fromStart) {

        boolean of(AccountTotal total) {
            return code.equals(total.code);
        }
    }

    record AccountTotal(String code, String name, Money balance, Map<Bucket, Money> buckets, Money fromStart) {
    }

    /** @param bookStart the month from which opening balances count */
    record Ages(String at, String bookStart, List<String> accounts, List<Age> rows, List<AccountTotal> totals) {

        /** Whether the age of something is not known any further back than the book's start. */
        public boolean countsFromStart() {
            return rows.stream().anyMatch(row -> !row.fromStart.isZero());
        }
    }

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Ageing ageing;
    private final ReportTables tables;
    private final MessageSource messages;

    AgeingTables(CurrentActor currentActor, Companies companies, Ageing ageing, ReportTables tables,
            MessageSource messages) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.ageing = ageing;
        this.tables = tables;
        this.messages = messages;
    }

    /** @param accounts codes with commas between; empty for those of customers and suppliers */
    Ages ages(String companyId, String accounts, String at) {
        List<String> codes = accounts == null || accounts.isBlank() ? OF_CUSTOMERS_AND_SUPPLIERS
                : Arrays.stream(accounts.split("[,\uff0c\\s]+")).filter(code -> !code.isEmpty()).distinct().toList();
        Aged aged = ageing.balances(currentActor.get(), companyId, codes, LedgerApi.month("at", at));
        List<Age> rows = aged.balances().stream().map(AgeingTables::age).toList();
        return new Ages(aged.at().toString(), aged.start().toString(), codes, rows, totals(rows));
    }

    private static Age age(AgedBalance aged) {
        AccountFigures account = aged.account();
        boolean onDebit = account.direction() == Direction.DEBIT;
        Map<Bucket, Money> buckets = new LinkedHashMap<>();
        IntStream.range(0, Bucket.values().length)
                .forEach(i -> buckets.put(Bucket.values()[i], side(aged.byBucket().get(i), onDebit)));
        return new Age(account.code(), account.name(), aged.counterparty(), account.direction(),
                side(aged.balance(), onDebit), buckets, side(aged.fromStart(), onDebit));
    }

    private static Money side(Money net, boolean onDebit) {
        return onDebit ? net : net.negated();
    }

    private static List<AccountTotal> totals(List<Age> rows) {
        Map<String, List<Age>> byAccount = rows.stream()
                .collect(Collectors.groupingBy(Age::code, LinkedHashMap::new, Collectors.toList()));
        return byAccount.values().stream().map(AgeingTables::total).toList();
    }

    private static AccountTotal total(List<Age> rows) {
        Map<Bucket, Money> buckets = new LinkedHashMap<>();
        rows.forEach(row -> row.buckets.forEach((bucket, amount) -> buckets.merge(bucket, amount, Money::plus)));
        return new AccountTotal(rows.get(0).code, rows.get(0).name,
                rows.stream().map(Age::balance).reduce(Money.ZERO, Money::plus), buckets,
                rows.stream().map(Age::fromStart).reduce(Money.ZERO, Money::plus));
    }

    Report report(String companyId, Ages ages, Locale locale) {
        List<Column> columns = new ArrayList<>(List.of(Column.text(word("statements.tb.code", locale)),
                Column.name(word("statements.tb.name", locale)), Column.text(word("statements.ageing.party", locale)),
                Column.amount(word("statements.ageing.balance", locale))));
        for (Bucket bucket : Bucket.values()) {
            columns.add(Column.amount(word("statements.ageing.bucket." + bucket, locale)));
        }
        List<Row> rows = new ArrayList<>();
        for (AccountTotal total : ages.totals) {
            ages.rows.stream().filter(row -> row.of(total)).forEach(row -> rows.add(Row.of(cells(row.code, row.name,
                    row.counterparty, row.balance, row.buckets))));
            rows.add(Row.subtotal(cells(total.code, word("statements.ageing.total", locale, total.name), "",
                    total.balance, total.buckets)));
        }
        Report report = new Report("ageing-" + ages.at, word("statements.ageing.title", locale),
                companies.booksVisible(currentActor.get(), companyId).name(),
                tables.month(YearMonth.parse(ages.at), locale), columns, rows);
        return ages.countsFromStart()
                ? report.withNotes(List.of(word("statements.ageing.fromStart", locale, ages.bookStart))) : report;
    }

    private static Object[] cells(String code, String name, String counterparty, Money balance,
            Map<Bucket, Money> buckets) {
        List<Object> cells = new ArrayList<>(List.of(code, name, counterparty, balance));
        cells.addAll(buckets.values());
        return cells.toArray();
    }

    private String word(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
