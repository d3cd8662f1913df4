package zhangfang.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zhangfang.money.Money;

/**
 * The format of Beancount: accounts of codes only, such as {@code Assets:1002:100201}, because their names may hold
 * letters and digits alone; the name stands beside as metadata.
 */
final class BeancountSyntax implements JournalSyntax {

    @Override
    public String head(String title) {
        return "option \"title\" " + quoted(title) + "\noption \"operating_currency\" \"" + CURRENCY + "\"\n\n";
    }

    @Override
    public String accountName(List<Account> path) {
        String kind = Kind.of(path.get(0)).name();
        return path.stream().map(Account::code)
                .collect(Collectors.joining(":", kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT) + ":", ""));
    }

    @Override
    public String account(String name, Account account, LocalDate opened) {
        return opened + " open " + name + " " + CURRENCY + "\n  name: " + quoted(account.name()) + "\n";
    }

    @Override
    public String transaction(LocalDate date, String voucher, String summary) {
        return "\n" + date + " * " + quoted(summary) + "\n"
                + (voucher.isEmpty() ? "" : "  voucher: " + quoted(voucher) + "\n");
    }

    @Override
    public String posting(String accountName, Money amount, Map<String, String> tags) {
        String metadata = tags.entrySet().stream()
                .map(tag -> "    " + tag.getKey() + ": " + quoted(tag.getValue()) + "\n")
                .collect(Collectors.joining());
        return "  " + accountName + "  " + amount + " " + CURRENCY + "\n" + metadata;
    }

    private static String quoted(String text) {
        return '"' + JournalSyntax.oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
