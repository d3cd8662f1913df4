package zhangfang.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.Voucher.Entry;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * Posted vouchers as a file in the format of the import, so that another book can take them: numbers as {@code 记12},
 * names of sub-accounts with their path, the cash flow line where the cash is booked.
 */
@Service
public class VoucherFile {

    private static final int MONTHS_AT_ONCE = 12;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String WORD = "记";
    private static final String PATH = "_";

    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final VoucherRows vouchers;

    VoucherFile(Books books, BookAccess access, AccountRows accounts, VoucherRows vouchers) {
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.vouchers = vouchers;
    }

    /**
     * The posted vouchers of at most twelve months, by month and number. UTF-8; a byte order mark tells Excel so.
     *
     * @throws Refusal if {@code to} lies before {@code from}, or too far after it
     */
    @Transactional(readOnly = true)
    public byte[] export(Actor actor, String companyId, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        CashFlowLines lines = CashFlowLines.of(books.get(companyId).standard());
        if (to.isBefore(from)) {
            throw Refusal.field("to", "ledger.range.backwards", from, to);
        }
        if (!to.isBefore(from.plusMonths(MONTHS_AT_ONCE))) {
            throw Refusal.field("to", "ledger.range.tooLong", MONTHS_AT_ONCE);
        }
        Map<String, Account> chart = new HashMap<>();
        accounts.of(companyId).forEach(account -> chart.put(account.code(), account));
        StringBuilder text = new StringBuilder().append(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            List<String> header = new ArrayList<>(VoucherImports.REQUIRED_COLUMNS);
            header.addAll(VoucherImports.OPTIONAL_COLUMNS);
            printer.printRecord(header);
            for (Voucher voucher : vouchers.posted(companyId, from, to)) {
                for (Entry entry : voucher.entries()) {
                    printer.printRecord(voucher.date(), WORD + voucher.number(), CsvTable.harmless(entry.summary()),
                            entry.accountCode(), CsvTable.harmless(path(chart, entry.accountCode())),
                            amount(entry.debit()), amount(entry.credit()), CsvTable.harmless(entry.counterparty()),
                            cashFlowLine(entry, lines));
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** 应交税费_应交增值税_进项税额, by which a book without these accounts names the levels in between. */
    static String path(Map<String, Account> chart, String code) {
        List<String> names = new ArrayList<>();
        for (Account account = chart.get(code); account != null; account = chart.get(account.parentCode())) {
            names.add(account.name());
        }
        Collections.reverse(names);
        String root = names.get(0);
        if (carriesPath(names.get(names.size() - 1), root)) {
            return names.get(names.size() - 1);
        }
        return names.stream().map(name -> carriesPath(name, root) ? lastSegment(name) : name)
                .collect(Collectors.joining(PATH));
    }

    /** An imported account may carry its path in its own name. */
    private static boolean carriesPath(String name, String root) {
        List<String> segments = AccountPath.of(name);
        return segments.size() > 1 && segments.get(0).equals(root);
    }

    private static String lastSegment(String name) {
        List<String> segments = AccountPath.of(name);
        return segments.get(segments.size() - 1);
    }

    private static String amount(Money amount) {
        return amount.isZero() ? "" : amount.toString();
    }

    /** Of a voucher whose other entries are all tagged, the import takes every line as it was booked. */
    private static String cashFlowLine(Entry entry, CashFlowLines lines) {
        boolean booked = entry.cash() != null && lines.isTaggable(entry.cash().cashFlowLine());
        return booked ? String.valueOf(entry.cash().cashFlowLine()) : "";
    }
}
