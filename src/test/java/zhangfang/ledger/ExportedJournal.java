package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.context.ApplicationContext;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.ledger.JournalFile.Format;
import zhangfang.ledger.JournalFile.Range;
import zhangfang.money.Money;
import zhangfang.testing.LedgerPrograms;

/** A book's journals in a folder, and what hledger and Beancount make of them beside what we do. */
final class ExportedJournal {

    private final Figures figures;
    private final String book;
    private final Range range;
    private final Path hledger;
    private final Path beancount;

    private ExportedJournal(Figures figures, String book, Range range, Path hledger, Path beancount) {
        this.figures = figures;
        this.book = book;
        this.range = range;
        this.hledger = hledger;
        this.beancount = beancount;
    }

    /** @param from first month, {@code null} for the book's first; likewise {@code to} */
    static ExportedJournal of(ApplicationContext context, String book, YearMonth from, YearMonth to, Path folder)
            throws IOException {
        JournalFile journal = context.getBean(JournalFile.class);
        Range range = journal.range(BookForTests.REVIEWER, book, from, to);
        for (Format format : Format.values()) {
            try (OutputStream out = Files.newOutputStream(file(folder, book, format))) {
                journal.write(BookForTests.REVIEWER, book, format, range, out);
            }
        }
        return new ExportedJournal(context.getBean(Figures.class), book, range, file(folder, book, Format.HLEDGER),
                file(folder, book, Format.BEANCOUNT));
    }

    private static Path file(Path folder, String book, Format format) {
        return folder.resolve(book + "." + format.name().toLowerCase(Locale.ROOT));
    }

    Range range() {
        return range;
    }

    /** Both programs find nothing to complain of, even where they look closely. */
    void assertWellFormed() {
        assertThat(LedgerPrograms.run(List.of("hledger", "-f", hledger.toString(), "check", "--strict"))).isEmpty();
        assertThat(LedgerPrograms.run(List.of("bean-check", beancount.toString()))).isEmpty();
    }

    /** Opening, turnovers and closing of every account, and what each counterparty owes at the end. */
    void assertAgrees(YearMonth from, YearMonth to) {
        List<AccountFigures> leaves = figures.accounts(book, from, to).stream().filter(AccountFigures::leaf).toList();
        Map<String, Function<AccountFigures, Money>> ours = Map.of("opening", AccountFigures::opening,
                "debit", AccountFigures::debit, "credit", account -> account.credit().negated(),
                "closing", AccountFigures::closing);
        ours.forEach((what, figure) -> {
            Map<String, BigDecimal> expected = new TreeMap<>();
            leaves.forEach(leaf -> add(expected, leaf.code(), figure.apply(leaf).amount()));
            assertThat(byHledger(what, from, to)).as("hledger %s %s to %s", what, from, to).isEqualTo(expected);
            assertThat(byBeancount(what, from, to)).as("bean-query %s %s to %s", what, from, to).isEqualTo(expected);
        });
        Map<String, BigDecimal> counterparties = new TreeMap<>();
        figures.counterparties(book, from, to).stream().filter(each -> !each.counterparty().isEmpty())
                .forEach(each -> add(counterparties, each.accountCode() + " " + each.counterparty(),
                        each.closing().amount()));
        assertThat(counterpartiesByBeancount(to, figures.counterparties(book, from, to))).isEqualTo(counterparties);
    }

    private Map<String, BigDecimal> byHledger(String what, YearMonth from, YearMonth to) {
        return switch (what) {
            case "opening" -> hledger("-e", from.atDay(1).toString());
            case "closing" -> hledger("-e", to.plusMonths(1).atDay(1).toString());
            default -> {
                String[] within = {"-b", from.atDay(1).toString(), "-e", to.plusMonths(1).atDay(1).toString()};
                Map<String, BigDecimal> sum = hledger(within[0], within[1], within[2], within[3], "not:tag:red",
                        what.equals("debit") ? "amt:>0" : "amt:<0");
                hledger(within[0], within[1], within[2], within[3], "tag:red=" + what)
                        .forEach((code, amount) -> add(sum, code, amount));
                yield sum;
            }
        };
    }

    private Map<String, BigDecimal> hledger(String... query) {
        List<String> command = new ArrayList<>(List.of("hledger", "balance", "-f", hledger.toString(), "--flat",
                "-N", "-O", "csv"));
        command.addAll(List.of(query));
        Map<String, BigDecimal> balances = new TreeMap<>();
        LedgerPrograms.csv(command).forEach(row -> add(balances, codeOf(row.get("account")),
                new BigDecimal(row.get("balance").replace(" CNY", ""))));
        return balances;
    }

    private Map<String, BigDecimal> byBeancount(String what, YearMonth from, YearMonth to) {
        String within = " date >= " + from.atDay(1) + " and date <= " + to.atEndOfMonth();
        return beancount(switch (what) {
            case "opening" -> "date < " + from.atDay(1);
            case "closing" -> "date <= " + to.atEndOfMonth();
            case "debit" -> within + " and (meta('red') = 'debit' or not meta('red') and number > 0)";
            default -> within + " and (meta('red') = 'credit' or not meta('red') and number < 0)";
        });
    }

    private Map<String, BigDecimal> beancount(String where) {
        Map<String, BigDecimal> balances = new TreeMap<>();
        LedgerPrograms.csv(List.of("bean-query", "-f", "csv", beancount.toString(),
                        "select account, sum(number) as amount where " + where + " group by account"))
                .forEach(row -> add(balances, codeOf(row.get("account")), new BigDecimal(row.get("amount"))));
        return balances;
    }

    private Map<String, BigDecimal> counterpartiesByBeancount(YearMonth to, List<CounterpartyFigures> ours) {
        List<String> kept = ours.stream().map(CounterpartyFigures::accountCode).distinct().toList();
        Map<String, BigDecimal> balances = new TreeMap<>();
        LedgerPrograms.csv(List.of("bean-query", "-f", "csv", beancount.toString(),
                        "select account, meta('counterparty') as counterparty, sum(number) as amount where date <= "
                                + to.atEndOfMonth() + " and meta('counterparty') != NULL group by account, counterparty"))
                .stream().filter(row -> kept.contains(codeOf(row.get("account"))))
                .forEach(row -> add(balances, codeOf(row.get("account")) + " " + row.get("counterparty"),
                        new BigDecimal(row.get("amount"))));
        return balances;
    }

    private static String codeOf(String account) {
        return account.substring(account.lastIndexOf(':') + 1).split(" ")[0];
    }

    private static void add(Map<String, BigDecimal> sums, String key, BigDecimal amount) {
        sums.merge(key, amount.setScale(2), BigDecimal::add);
        sums.remove(key, BigDecimal.ZERO.setScale(2));
    }
}
