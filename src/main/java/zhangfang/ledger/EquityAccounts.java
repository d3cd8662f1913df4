package zhangfang.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zhangfang.ledger.Books.Book;

/**
 * The accounts of a book that the year's end books to, by the standard's first-level account and the role of the detail. A
 * detail that is missing is made with the code and name of our chart, if its parent carries no entries itself.
 */
final class EquityAccounts {

    static final String RETAINED_EARNINGS = "RETAINED_EARNINGS";
    static final String STATUTORY_APPROPRIATED = "STATUTORY_RESERVE_APPROPRIATION";
    static final String DISCRETIONARY_APPROPRIATED = "DISCRETIONARY_RESERVE_APPROPRIATION";
    static final String DISTRIBUTED = "PROFIT_DISTRIBUTED";
    static final String STATUTORY_RESERVE = "STATUTORY_RESERVE";
    static final String DISCRETIONARY_RESERVE = "DISCRETIONARY_RESERVE";

    private static final int SUB_CODES = 99;

    private final Book book;
    private final AccountRows rows;

    EquityAccounts(Book book, AccountRows rows) {
        this.book = book;
        this.rows = rows;
    }

    String surplusReserve(String role) {
        return detail(book.accounts().surplusReserve(), role);
    }

    String distribution(String role) {
        return detail(book.accounts().distribution(), role);
    }

    /** 未分配利润; 利润分配 itself where a book keeps that without details. */
    String retainedEarnings() {
        String distribution = book.accounts().distribution();
        Account root = rows.of(book.companyId()).stream().filter(account -> account.code().equals(distribution))
                .findFirst().orElseThrow();
        return root.leaf() ? root.code() : detail(distribution, RETAINED_EARNINGS);
    }

    /** 应付利润, unless it is kept by details of which nobody but its keeper knows which. */
    static Optional<String> profitPayable(Collection<Account> accounts) {
        List<Account> leaves = accounts.stream()
                .filter(account -> account.leaf() && account.isWithin(StandardAccounts.PROFIT_PAYABLE)).toList();
        return leaves.size() == 1 ? Optional.of(leaves.get(0).code()) : Optional.empty();
    }

    private String detail(String root, String role) {
        List<Account> below = rows.of(book.companyId()).stream().filter(account -> account.isWithin(root))
                .sorted(Comparator.comparing(Account::code)).toList();
        Optional<String> known = below.stream().filter(account -> role.equals(account.role())).findFirst()
                .flatMap(kept -> below.stream().filter(account -> account.leaf() && account.isWithin(kept.code()))
                        .findFirst())
                .map(Account::code);
        return known.orElseGet(() -> add(below.get(0), role));
    }

    /** The parent itself where it has entries of its own, which would hide below its first detail. */
    private String add(Account parent, String role) {
        ChartOfAccounts chart = rows.chart(book.companyId());
        Account model = ReferenceChart.of(book.standard()).detail(parent.code(), role);
        String code = Stream.concat(Stream.of(model.code()),
                        IntStream.rangeClosed(1, SUB_CODES).mapToObj(i -> parent.code() + "%02d".formatted(i)))
                .filter(candidate -> chart.find(candidate).isEmpty())
                .findFirst().orElseThrow();
        if (chart.extend(code, model.name()).isPresent()) {
            return parent.code();
        }
        rows.store(book.companyId(), chart);
        return code;
    }
}
