package zhangfang.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.OpeningBalances.Opening;
import zhangfang.money.Money;

/** A book's chart and opening balances as files; the latter in the format of the import, so that another book takes them. */
@Service
public class BookFiles {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final List<String> OPENING_COLUMNS = List.of("account_code", "account_name", "debit", "credit",
            "ytd_debit", "ytd_credit", "counterparty");
    private static final List<String> CHART_COLUMNS = List.of("account_code", "account_name", "parent_code", "level",
            "category", "direction", "role", "cash", "by_counterparty");

    private final BookAccess access;
    private final AccountRows accounts;
    private final OpeningBalances openings;

    BookFiles(BookAccess access, AccountRows accounts, OpeningBalances openings) {
        this.access = access;
        this.accounts = accounts;
        this.openings = openings;
    }

    /** The opening balances; names of sub-accounts carry their path. UTF-8 with a byte order mark. */
    @Transactional(readOnly = true)
    public byte[] openings(Actor actor, String companyId) {
        Map<String, Account> chart = accounts.of(companyId).stream()
                .collect(Collectors.toMap(Account::code, Function.identity()));
        List<List<?>> rows = new ArrayList<>();
        for (Opening row : openings.list(actor, companyId)) {
            rows.add(List.of(row.accountCode(), CsvTable.harmless(VoucherFile.path(chart, row.accountCode())),
                    amount(row.debit()), amount(row.credit()), amount(row.ytdDebit()), amount(row.ytdCredit()),
                    CsvTable.harmless(row.counterparty())));
        }
        return file(OPENING_COLUMNS, rows);
    }

    /** The chart with what each account means. UTF-8 with a byte order mark. */
    @Transactional(readOnly = true)
    public byte[] chart(Actor actor, String companyId) {
        access.read(actor, companyId);
        List<List<?>> rows = new ArrayList<>();
        for (Account account : accounts.of(companyId)) {
            rows.add(List.of(account.code(), CsvTable.harmless(account.name()),
                    Objects.toString(account.parentCode(), ""), account.level(), account.category(),
                    account.direction(), Objects.toString(account.role(), ""), account.cash(),
                    account.byCounterparty()));
        }
        return file(CHART_COLUMNS, rows);
    }

    private static byte[] file(List<String> header, List<List<?>> rows) {
        StringBuilder text = new StringBuilder().append(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            for (List<?> row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String amount(Money amount) {
        return amount.isZero() ? "" : amount.toString();
    }
}
