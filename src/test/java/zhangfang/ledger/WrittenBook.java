package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.money.Money;

/**
 * A book written as text, in src/test/resources/books: what happens stands in blocks (期初, 凭证, 冲销, 结账), what must come
 * out of it in others (余额, 累计, 损益, 年初, 往来, 现金,
 * 明细). Credit balances are negative.
 */
final class WrittenBook {

    private record Block(List<String> head, List<String> rows) {
    }

    private final ApplicationContext context;
    private BookForTests book;

    WrittenBook(ApplicationContext context) {
        this.context = context;
    }

    /** Runs a book's blocks in their order. @return the book as it is at the end */
    BookForTests run(String name) throws IOException {
        for (Block block : blocks(new ClassPathResource("books/" + name + ".txt")
                .getContentAsString(StandardCharsets.UTF_8))) {
            run(block);
        }
        return book;
    }

    private void run(Block block) {
        List<String> head = block.head;
        switch (head.get(0)) {
            case "账套" -> book = BookForTests.open(context, head.get(1), Chart.valueOf(head.get(2)),
                    TaxpayerType.valueOf(head.get(3)));
            case "期初" -> openingBalances(block.rows);
            case "凭证" -> voucher(head.get(1), head.get(2), block.rows);
            case "冲销" -> reverse(head.get(1), Integer.parseInt(head.get(2)));
            case "结账" -> book.close(head.get(1));
            case "余额" -> forAccounts(block, (account, columns) -> assertThat(List.of(account.opening(), account.debit(),
                    account.credit(), account.closing())).as(account.code()).isEqualTo(columns));
            case "累计" -> forAccounts(block, (account, columns) -> assertThat(List.of(account.ytdDebit(),
                    account.ytdCredit())).as(account.code()).isEqualTo(columns));
            case "损益" -> forAccounts(block, (account, columns) -> assertThat(List.of(account.ytdCredit()
                    .minus(account.ytdCarriedCredit()).minus(account.ytdDebit()).plus(account.ytdCarriedDebit())))
                    .as(account.code()).isEqualTo(columns));
            case "年初" -> forAccounts(new Block(List.of("年初", head.get(1) + "-12"), block.rows), (account, columns) ->
                    assertThat(List.of(account.yearStart())).as(account.code()).isEqualTo(columns));
            case "往来" -> counterparties(head.get(1), block.rows);
            case "现金" -> cash(head.get(1), block.rows);
            case "明细" -> ledger(head.get(1), head.get(2), block.rows);
            default -> throw new IllegalArgumentException("unknown block " + head);
        }
    }

    private void openingBalances(List<String> rows) {
        StringBuilder csv = new StringBuilder("account_code,account_name,debit,credit,ytd_debit,ytd_credit,counterparty\n");
        for (String row : rows) {
            String[] words = row.split(" +");
            String ytd = row.contains("累计") ? words[words.length - 2] + "," + words[words.length - 1] : ",";
            csv.append(words[1]).append(",,").append(sides(words)).append(',').append(ytd).append(',')
                    .append(marked(words, "@")).append('\n');
        }
        book.opening(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void voucher(String date, String summary, List<String> rows) {
        StringBuilder csv = new StringBuilder(BookForTests.HEADER + ",counterparty,cash_flow_line\n");
        for (String row : rows) {
            String[] words = row.split(" +");
            csv.append(String.join(",", date, summary, '"' + summary + '"', words[1], "", sides(words),
                    marked(words, "@"), marked(words, "#"))).append('\n');
        }
        book.importFile(csv.toString().replace(date + "," + summary, date + ",\"" + summary + '"'), true);
    }

    private static String sides(String[] words) {
        return words[0].equals("借") ? words[2] + "," : "," + words[2];
    }

    private static String marked(String[] words, String mark) {
        for (String word : words) {
            if (word.startsWith(mark)) {
                return word.substring(1);
            }
        }
        return "";
    }

    private void reverse(String period, int number) {
        Voucher original = book.vouchers().ofPeriod(BookForTests.REVIEWER, book.id, YearMonth.parse(period)).stream()
                .filter(voucher -> voucher.number() == number).findFirst().orElseThrow();
        book.vouchers().reverse(BookForTests.REVIEWER, book.id, original.id(), null, true);
    }

    private interface Expectation {
        void check(AccountFigures account, List<Money> columns);
    }

    private void forAccounts(Block block, Expectation expectation) {
        for (String row : block.rows) {
            List<String> columns = columns(row);
            expectation.check(book.account(columns.get(0), block.head.get(1)),
                    columns.stream().skip(1).map(Money::of).toList());
        }
    }

    private void counterparties(String period, List<String> rows) {
        Map<String, Money> actual = book.figures()
                .counterparties(book.id, YearMonth.parse(period), YearMonth.parse(period)).stream()
                .collect(Collectors.toMap(each -> each.accountCode() + " " + each.counterparty(),
                        Figures.CounterpartyFigures::closing));
        for (String row : rows) {
            List<String> columns = columns(row);
            assertThat(actual.get(columns.get(0))).as(row).isEqualTo(Money.of(columns.get(1)));
        }
    }

    /** Number, debit, credit and running balance on the account's side. */
    private void ledger(String period, String code, List<String> rows) {
        AccountLedger.Page page = context.getBean(AccountLedger.class).page(BookForTests.REVIEWER, book.id, code,
                YearMonth.parse(period), YearMonth.parse(period));
        assertThat(page.rows()).extracting(line -> String.join(" | ", String.valueOf(line.number()),
                line.debit().toString(), line.credit().toString(), line.balance().toString()))
                .isEqualTo(rows.stream().map(row -> String.join(" | ", columns(row))).toList());
        if (!page.rows().isEmpty()) {
            assertThat(page.closing()).isEqualTo(page.rows().get(page.rows().size() - 1).balance());
        }
        assertThat(context.getBean(Closing.class).months(BookForTests.REVIEWER, book.id))
                .anyMatch(month -> month.period().toString().equals(period) && month.posted() > 0);
    }

    private void cash(String period, List<String> rows) {
        Map<Integer, Money> expected = new TreeMap<>();
        rows.forEach(row -> expected.put(Integer.valueOf(row.split(" +")[0]), Money.of(row.split(" +")[1])));
        Figures.CashFigures cash = book.figures().cash(book.id, YearMonth.parse(period), YearMonth.parse(period));
        Map<Integer, Money> actual = new TreeMap<>(cash.period());
        actual.values().removeIf(Money::isZero);
        assertThat(actual).isEqualTo(expected);
        assertThat(cash.untaggedPeriod()).isEqualTo(Money.ZERO);
    }

    private static List<String> columns(String row) {
        return List.of(row.split(" *\\| *"));
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            if (line.startsWith(" ")) {
                blocks.get(blocks.size() - 1).rows.add(line.strip());
            } else {
                blocks.add(new Block(List.of(line.split(" +")), new ArrayList<>()));
            }
        });
        return blocks;
    }
}
