package zhangfang.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import zhangfang.ledger.Account;
import zhangfang.ledger.PinyinInitials;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherDocuments.Evidence;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.money.Money;

/** What stands in the form for a voucher, as it was typed. */
record VoucherForm(Draft draft, Evidence evidence) {

    static final DraftEntry EMPTY = new DraftEntry("", "", "", "", "", "", "");

    private static final Pattern ENTRY_FIELD = Pattern.compile("entries\\[(\\d{1,4})]\\.(\\w{1,20})");
    private static final int LINES_SHOWN = 5;
    private static final int MOST_DOCUMENTS = 200;

    static VoucherForm empty(LocalDate date) {
        return of(new Draft(date.toString(), "", List.of()));
    }

    static VoucherForm of(Draft draft) {
        return new VoucherForm(draft, Evidence.NONE);
    }

    /** Lines in the order of their numbers; numbers may be missing where lines were taken out. */
    static VoucherForm submitted(MultiValueMap<String, String> fields) {
        Map<Integer, Map<String, String>> lines = new TreeMap<>();
        fields.forEach((name, values) -> {
            Matcher field = ENTRY_FIELD.matcher(name);
            if (field.matches()) {
                lines.computeIfAbsent(Integer.valueOf(field.group(1)), number -> new HashMap<>())
                        .put(field.group(2), values.get(0));
            }
        });
        List<String> documents = fields.getOrDefault("documents", List.of()).stream().distinct().limit(MOST_DOCUMENTS).toList();
        return new VoucherForm(new Draft(fields.getFirst("date"), fields.getFirst("reference"), lines.values().stream()
                .map(line -> new DraftEntry(line.get("summary"), line.get("accountCode"), "", line.get("debit"),
                        line.get("credit"), line.get("counterparty"), line.get("cashFlowLine")))
                .toList()), new Evidence(documents, fields.getFirst("sheets")));
    }

    /** A voucher's lines, to be changed or copied. */
    static Draft draft(Voucher voucher, String date, Map<String, String> paths) {
        return new Draft(date, voucher.reference(), voucher.entries().stream()
                .map(entry -> new DraftEntry(entry.summary(), entry.accountCode(), paths.get(entry.accountCode()),
                        plain(entry.debit()), plain(entry.credit()), entry.counterparty(),
                        entry.cashFlowLine() == null ? "" : entry.cashFlowLine().toString()))
                .toList());
    }

    private static String plain(Money amount) {
        return amount.isZero() ? "" : amount.toString();
    }

    /** Lines left empty go, and what was typed for an account becomes its code and name. */
    VoucherForm cleaned(List<Account> chart, Map<String, String> paths) {
        List<DraftEntry> lines = draft.entries().stream()
                .filter(line -> Stream.of(line.accountCode(), line.debit(), line.credit()).anyMatch(VoucherForm::written))
                .map(line -> withAccount(line, chart, paths))
                .toList();
        return new VoucherForm(new Draft(draft.date(), draft.reference(), lines), evidence);
    }

    private static DraftEntry withAccount(DraftEntry line, List<Account> chart, Map<String, String> paths) {
        String typed = line.accountCode() == null ? "" : line.accountCode().strip();
        String[] parts = typed.split("\\s+", 2);
        String code = parts[0];
        String name = parts.length > 1 ? parts[1] : "";
        if (!typed.matches("\\d.*")) {
            List<Account> meant = meant(typed, chart, paths);
            code = meant.size() == 1 ? meant.get(0).code() : typed;
            name = meant.size() == 1 ? meant.get(0).name() : "";
        }
        return new DraftEntry(line.summary(), code, paths.getOrDefault(code, name), line.debit(), line.credit(),
                line.counterparty(), line.cashFlowLine());
    }

    /** By path, by name, or by initials, whichever says it first. */
    private static List<Account> meant(String typed, List<Account> chart, Map<String, String> paths) {
        List<Predicate<Account>> ways = List.of(account -> typed.equals(paths.get(account.code())),
                account -> typed.equals(account.name()),
                account -> typed.equalsIgnoreCase(PinyinInitials.of(account.name())));
        for (Predicate<Account> way : ways) {
            List<Account> meant = chart.stream().filter(Account::leaf).filter(way).toList();
            if (!meant.isEmpty()) {
                return meant;
            }
        }
        return List.of();
    }

    /** As it was sent, with some empty lines to write on. */
    Draft shown() {
        List<DraftEntry> lines = new ArrayList<>(draft.entries());
        lines.addAll(Collections.nCopies(Math.max(1, LINES_SHOWN - lines.size()), EMPTY));
        return new Draft(draft.date(), draft.reference(), lines);
    }

    private static boolean written(String text) {
        return text != null && !text.isBlank();
    }
}
