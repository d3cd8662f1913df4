package zhangfang.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zhangfang.money.Money;

/**
 * The journal format of hledger: accounts such as {@code assets:1002 银行存款:100201 基本户}, tags in comments behind a
 * posting.
 */
final class HledgerSyntax implements JournalSyntax {

    @Override
    public String head(String title) {
        return "; " + JournalSyntax.oneLine(title) + "\ndecimal-mark .\ncommodity 1000.00 " + CURRENCY + "\n\n";
    }

    @Override
    public String accountName(List<Account> path) {
        String root = switch (Kind.of(path.get(0))) {
            case INCOME -> "revenues";
            case ASSETS, LIABILITIES, EQUITY, EXPENSES -> Kind.of(path.get(0)).name().toLowerCase(Locale.ROOT);
        };
        return path.stream()
                .map(account -> account.code() + " " + plain(account.name()).replace(':', ' ').replaceAll(" +", " "))
                .map(String::strip)
                .collect(Collectors.joining(":", root + ":", ""));
    }

    @Override
    public String account(String name, Account account, LocalDate opened) {
        return "account " + name + "\n";
    }

    @Override
    public String transaction(LocalDate date, String voucher, String summary) {
        String code = voucher.isEmpty() ? "" : "(" + voucher + ") ";
        return "\n" + (date + " * " + code + plain(summary)).strip() + "\n";
    }

    @Override
    public String posting(String accountName, Money amount, Map<String, String> tags) {
        String comment = tags.entrySet().stream()
                .map(tag -> tag.getKey() + ":" + plain(tag.getValue()).replace(',', '\uFF0C'))
                .collect(Collectors.joining(", "));
        return "    " + accountName + "  " + amount + " " + CURRENCY + (comment.isEmpty() ? "" : "  ; " + comment) + "\n";
    }

    /** A semicolon would begin a comment; a date in square brackets in a comment would move the posting. */
    private static String plain(String text) {
        return JournalSyntax.oneLine(text).replace(';', '\uFF1B').replace('[', '(').replace(']', ')');
    }
}
