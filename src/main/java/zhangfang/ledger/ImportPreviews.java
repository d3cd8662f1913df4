package zhangfang.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.ledger.ImportPreview.Fate;
import zhangfang.ledger.ImportPreview.Kind;
import zhangfang.ledger.ImportPreview.Month;
import zhangfang.ledger.ImportPreview.NewAccount;
import zhangfang.ledger.ImportPreview.Row;
import zhangfang.ledger.ImportPreview.Summary;
import zhangfang.ledger.VoucherLines.Parsed;
import zhangfang.ledger.VoucherLines.Reading;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Tells what a planned import would do; the plan is the one that the import itself carries out. */
@Component
class ImportPreviews {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    ImportPreviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a file that can't be read at all. */
    static ImportPreview unreadable(Kind kind, Refusal refusal) {
        return new ImportPreview(kind, List.of(), List.of(), refusal.reasons(), List.of(), summary(List.of(), List.of(),
                List.of(), 0, 0, 0, 0, 0));
    }

    ImportPreview of(OpeningPlan plan) {
        Set<String> known = counterparties(plan.book().companyId());
        Map<Integer, List<Reason>> reasons = byLine(plan.reasons());
        List<Row> rows = new ArrayList<>();
        for (OpeningPlan.Line line : plan.lines()) {
            List<Reason> wrong = reasons.getOrDefault(line.number(), List.of());
            Fate fate = !wrong.isEmpty() ? Fate.WRONG : line.skipped() != null ? Fate.SKIPPED : Fate.GOOD;
            Account account = plan.chart().get(line.code());
            rows.add(new Row(line.number(), fate, null, null, null, line.code(), nameOf(account, line.name()),
                    isNew(plan.chart(), line.code()), line.counterparty(), isUnknown(known, line.counterparty()),
                    line.debit(), line.credit(), line.ytdDebit(), line.ytdCredit(), null, false, false, wrong,
                    notes(account, plan.chart(), line.name(), line.skipped())));
        }
        List<NewAccount> accounts = accounts(plan.chart(), firstLines(plan.lines(), OpeningPlan.Line::code,
                OpeningPlan.Line::number));
        return new ImportPreview(Kind.OPENING_BALANCES, rows, accounts,
                plan.refusal().map(Refusal::reasons).orElse(List.of()), plan.warnings(),
                summary(rows, accounts, List.of(), 0, 0, 0, 0, 0));
    }

    ImportPreview of(VoucherPlan plan) {
        Set<String> known = counterparties(plan.book().companyId());
        Map<Integer, List<Reason>> reasons = byLine(plan.reasons());
        Map<String, List<VoucherPlan.Line>> vouchers = plan.lines().stream().collect(Collectors.groupingBy(
                VoucherPlan.Line::voucherKey, LinkedHashMap::new, Collectors.toList()));
        Map<String, Parsed> contents = new HashMap<>();
        plan.contents().forEach(content -> contents.put(VoucherPlan.key(content.date(), content.reference()), content));
        Map<Integer, Row> rows = new TreeMap<>();
        int wrongVouchers = 0;
        for (Map.Entry<String, List<VoucherPlan.Line>> voucher : vouchers.entrySet()) {
            boolean wrong = voucher.getValue().stream().anyMatch(line -> reasons.containsKey(line.number()));
            wrongVouchers += wrong ? 1 : 0;
            Parsed content = contents.get(voucher.getKey());
            Map<Integer, Integer> proposed = wrong || !balances(voucher.getValue()) ? Map.of()
                    : cashFlowLines(plan, voucher.getValue());
            for (VoucherPlan.Line line : voucher.getValue()) {
                rows.put(line.number(), row(plan, line, reasons.getOrDefault(line.number(), List.of()), wrong, known,
                        proposed.get(line.number()), content != null && content.carryForward()));
            }
        }
        List<Row> ordered = List.copyOf(rows.values());
        List<NewAccount> accounts = accounts(plan.chart(), firstLines(plan.lines(),
                line -> line.reading().from().accountCode(), VoucherPlan.Line::number));
        Map<String, String> same = alreadyThere(plan);
        List<Reason> warnings = warnings(plan, vouchers, same);
        int withoutLine = (int) ordered.stream().filter(row -> row.cashFlowLine() != null
                && row.cashFlowLine() == CashFlowLines.UNTAGGED).count();
        return new ImportPreview(Kind.VOUCHERS, ordered, accounts,
                plan.refusal().map(Refusal::reasons).orElse(List.of()), warnings,
                summary(ordered, accounts, months(plan.contents()), vouchers.size(), wrongVouchers,
                        (int) plan.contents().stream().filter(Parsed::carryForward).count(), withoutLine, same.size()));
    }

    private static Row row(VoucherPlan plan, VoucherPlan.Line line, List<Reason> wrong, boolean voucherWrong,
            Set<String> known, Integer proposed, boolean carryForward) {
        Reading reading = line.reading();
        String code = reading.from().accountCode();
        Account account = plan.chart().get(code);
        Fate fate = !wrong.isEmpty() ? Fate.WRONG : voucherWrong ? Fate.HELD_UP : Fate.GOOD;
        Integer cashFlowLine = reading.tag() == null ? proposed : reading.tag();
        return new Row(line.number(), fate, reading.from().reference(), reading.date(), reading.from().summary(), code,
                nameOf(account, reading.from().accountName()), isNew(plan.chart(), code), reading.from().counterparty(),
                isUnknown(known, reading.from().counterparty()), reading.debit(), reading.credit(), null, null,
                cashFlowLine, reading.tag() == null && proposed != null, carryForward, wrong,
                notes(account, plan.chart(), reading.from().accountName(), null));
    }

    /** Beside a row whose date can't be read, the balance of the vouchers of that number was not judged. */
    private static boolean balances(List<VoucherPlan.Line> lines) {
        return sum(lines, line -> line.reading().debit()).equals(sum(lines, line -> line.reading().credit()));
    }

    /** Line of the file to line of the cash flow statement, as posting would book the voucher's cash. */
    private static Map<Integer, Integer> cashFlowLines(VoucherPlan plan, List<VoucherPlan.Line> lines) {
        List<CashAllocation.Entry> entries = lines.stream().map(line -> new CashAllocation.Entry(line.number(),
                plan.chart().get(line.reading().from().accountCode()), line.reading().from().summary(),
                line.reading().debit(), line.reading().credit(), line.reading().tag())).toList();
        return CashAllocation.of(entries, CashFlowLines.of(plan.book().standard())).stream()
                .filter(share -> !share.amount().isZero())
                .collect(Collectors.toMap(CashAllocation.Share::line, CashAllocation.Share::cashFlowLine));
    }

    /** Vouchers of the file by key, with the name of the voucher of the book that says the same. */
    private Map<String, String> alreadyThere(VoucherPlan plan) {
        Map<String, String> keys = new LinkedHashMap<>();
        plan.contents().forEach(content -> keys.putIfAbsent(content.hash(),
                VoucherPlan.key(content.date(), content.reference())));
        List<String> hashes = List.copyOf(keys.keySet());
        Map<String, String> same = new LinkedHashMap<>();
        for (int from = 0; from < hashes.size(); from += AT_ONCE) {
            jdbc.sql("""
                    select content_hash, period, voucher_number, id from voucher
                    where company_id = :company and content_hash in (:hashes)""")
                    .param("company", plan.book().companyId())
                    .param("hashes", hashes.subList(from, Math.min(hashes.size(), from + AT_ONCE)))
                    .query(rs -> {
                        int number = rs.getInt("voucher_number");
                        same.put(keys.get(rs.getString("content_hash")), rs.wasNull() ? rs.getString("id")
                                : rs.getString("period") + " " + number);
                    });
        }
        return same;
    }

    private static List<Reason> warnings(VoucherPlan plan, Map<String, List<VoucherPlan.Line>> vouchers,
            Map<String, String> same) {
        List<Reason> warnings = new ArrayList<>();
        plan.chart().moved().forEach((from, to) -> warnings.add(Reason.of("ledger.import.openingMoves", from,
                plan.chart().get(from).name(), to, plan.chart().get(to).name())));
        same.forEach((key, voucher) -> warnings.add(new Reason("voucher_no", vouchers.get(key).get(0).number(),
                "ledger.import.alreadyThere", List.of(vouchers.get(key).get(0).reading().from().reference(), voucher))));
        return warnings;
    }

    private static List<Month> months(List<Parsed> contents) {
        return contents.stream().collect(Collectors.groupingBy(Parsed::period, TreeMap::new, Collectors.toList()))
                .entrySet().stream()
                .map(month -> new Month(month.getKey(), month.getValue().size(),
                        sum(month.getValue().stream().flatMap(voucher -> voucher.lines().stream()).toList(),
                                VoucherLines.Line::debit),
                        sum(month.getValue().stream().flatMap(voucher -> voucher.lines().stream()).toList(),
                                VoucherLines.Line::credit)))
                .toList();
    }

    /** Counterparties that the book has balances with. */
    private Set<String> counterparties(String companyId) {
        return new HashSet<>(jdbc.sql("""
                select counterparty from month_movement where company_id = :company and counterparty <> ''
                union select counterparty from year_opening where company_id = :company and counterparty <> ''""")
                .param("company", companyId)
                .query(String.class)
                .list());
    }

    private static boolean isUnknown(Set<String> known, String counterparty) {
        return !counterparty.isEmpty() && !known.contains(counterparty);
    }

    private static boolean isNew(ChartOfAccounts chart, String code) {
        return chart.isAdded(code);
    }

    private static String nameOf(Account account, String written) {
        return account == null ? written : account.name();
    }

    private static List<Reason> notes(Account account, ChartOfAccounts chart, String written, Reason skipped) {
        List<Reason> notes = new ArrayList<>();
        if (skipped != null) {
            notes.add(skipped);
        }
        if (account != null && !isNew(chart, account.code()) && !written.isBlank() && !written.equals(account.name())
                && !lastSegment(written).equals(lastSegment(account.name()))) {
            notes.add(Reason.of("ledger.import.otherName", written));
        }
        return notes;
    }

    private static String lastSegment(String name) {
        List<String> path = AccountPath.of(name);
        return path.get(path.size() - 1);
    }

    private static List<NewAccount> accounts(ChartOfAccounts chart, Map<String, Integer> firstLines) {
        Map<String, String> takers = new HashMap<>();
        chart.moved().forEach((from, to) -> takers.put(to, from));
        return chart.added().stream()
                .map(account -> new NewAccount(account.code(), account.name(), account.parentCode(), account.level(),
                        account.direction(), account.category(), account.role(),
                        account.role() == null ? null : chart.roleName(account), account.cash(),
                        account.byCounterparty(), firstLine(firstLines, account.code()),
                        !firstLines.containsKey(account.code()) && !takers.containsKey(account.code()),
                        takers.get(account.code())))
                .toList();
    }

    private static Integer firstLine(Map<String, Integer> firstLines, String code) {
        return firstLines.getOrDefault(code, firstLines.entrySet().stream()
                .filter(each -> each.getKey().startsWith(code)).map(Map.Entry::getValue).min(Integer::compare)
                .orElse(null));
    }

    private static <T> Map<String, Integer> firstLines(List<T> lines, Function<T, String> code,
            Function<T, Integer> number) {
        Map<String, Integer> first = new TreeMap<>();
        lines.forEach(line -> first.merge(code.apply(line), number.apply(line), Math::min));
        return first;
    }

    private static Map<Integer, List<Reason>> byLine(List<Reason> reasons) {
        return reasons.stream().filter(reason -> reason.line() != null).collect(Collectors.groupingBy(Reason::line));
    }

    private static Summary summary(List<Row> rows, List<NewAccount> accounts, List<Month> months, int vouchers,
            int wrongVouchers, int carryForwards, int withoutLine, int alreadyThere) {
        List<Row> booked = rows.stream().filter(row -> row.fate() != Fate.SKIPPED).toList();
        return new Summary(rows.size(), count(rows, Fate.GOOD), count(rows, Fate.HELD_UP), count(rows, Fate.SKIPPED),
                count(rows, Fate.WRONG), vouchers, wrongVouchers, sum(booked, Row::debit), sum(booked, Row::credit),
                sum(booked, Row::ytdDebit), sum(booked, Row::ytdCredit), months, accounts.size(),
                (int) accounts.stream().filter(account -> account.role() != null).count(),
                (int) rows.stream().filter(Row::newCounterparty).map(Row::counterparty).distinct().count(),
                carryForwards, withoutLine, alreadyThere);
    }

    private static int count(List<Row> rows, Fate fate) {
        return (int) rows.stream().filter(row -> row.fate() == fate).count();
    }

    private static <T> Money sum(List<T> rows, Function<T, Money> amount) {
        return rows.stream().map(amount).filter(each -> each != null).reduce(Money.ZERO, Money::plus);
    }
}
