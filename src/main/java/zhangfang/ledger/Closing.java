package zhangfang.ledger;

import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Closes months (结账) with their checks and the carry-forward voucher (结转损益), and re-opens them. */
@Service
public class Closing {

    /** How grave a failed check is. */
    public enum Severity {
        /** The month can't be closed. */
        ERROR,
        /** Worth a look. */
        WARNING
    }

    /**
     * One check before closing.
     *
     * @param key  key of its name in the message files
     * @param args what the name's placeholders stand for
     */
    public record Check(String key, Severity severity, boolean passed, List<Object> args) {
    }

    /**
     * @param carryForwardVoucher id of the carry-forward voucher, or {@code null} where there was nothing to carry forward
     */
    public record Closed(YearMonth period, List<Check> checks, String carryForwardVoucher) {
    }

    private static final String CARRY_FORWARD = "结转本期损益";

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Periods periods;
    private final VoucherChain chain;
    private final Figures figures;
    private final ClosingVouchers closingVouchers;
    private final YearEnd yearEnd;
    private final Audit audit;
    private final ObjectProvider<FiledPeriods> filedPeriods;
    private final ObjectProvider<PeriodGate> gates;

    Closing(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Periods periods, VoucherChain chain,
            Figures figures, ClosingVouchers closingVouchers, YearEnd yearEnd, Audit audit,
            ObjectProvider<FiledPeriods> filedPeriods, ObjectProvider<PeriodGate> gates) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.periods = periods;
        this.chain = chain;
        this.figures = figures;
        this.closingVouchers = closingVouchers;
        this.yearEnd = yearEnd;
        this.audit = audit;
        this.filedPeriods = filedPeriods;
        this.gates = gates;
    }

    /** Runs the checks without closing. */
    @Transactional(readOnly = true)
    public List<Check> check(String companyId, YearMonth period) {
        return checks(books.get(companyId), period);
    }

    /**
     * Runs the checks, books the carry-forward and closes.
     *
     * @throws zhangfang.refusal.Refusal conflict, naming each failed check of severity ERROR
     */
    @Transactional
    public Closed close(Actor actor, String companyId, YearMonth period) {
        access.write(actor, companyId);
        Book book = books.lock(companyId);
        if (period.isBefore(book.startPeriod())) {
            throw Refusal.conflict("ledger.period.beforeBook", period, book.startPeriod());
        }
        if (periods.isClosed(companyId, period)) {
            throw Refusal.conflict("ledger.period.closedBefore", period);
        }
        List<Check> checks = checks(book, period);
        List<Reason> failed = checks.stream()
                .filter(check -> !check.passed && check.severity == Severity.ERROR)
                .map(check -> new Reason(null, null, check.key, check.args))
                .toList();
        if (!failed.isEmpty()) {
            throw Refusal.conflict(failed);
        }
        String carryForward = carryForward(book, period);
        transferPriorYears(book, period);
        if (period.getMonth() == Month.DECEMBER) {
            yearEnd.book(book, period.getYear(), carryForward);
        }
        periods.close(companyId, period, actor.id());
        VoucherChain.Head head = chain.seal(companyId, VoucherChain.Occasion.CLOSING, period);
        audit.record(actor, "period.close", companyId, period.toString(),
                (carryForward == null ? "" : carryForward + ", ") + "chain " + head);
        return new Closed(period, checks, carryForward);
    }

    /**
     * Re-opens a closed month by a reviewer, with a reason; refused also while a service month goes on from its closing,
     * where only an objection takes the reports back.
     */
    @Transactional
    public void reopenByReviewer(Actor actor, String companyId, YearMonth period, String reason) {
        access.review(actor, companyId);
        // the service month's row before the book's, as its own steps lock them
        gates.forEach(gate -> gate.requireNotWaitedFor(companyId, period));
        reopen(actor, companyId, period, reason);
    }

    /** Re-opens a closed month for additional vouchers only; refused if it is filed or a later month is closed. */
    @Transactional
    public void reopen(Actor actor, String companyId, YearMonth period, String reason) {
        access.read(actor, companyId);
        if (!actor.isSystem() && !actor.is(Role.REVIEWER) && !actor.isMemberOf(companyId)) {
            throw Refusal.forbidden("ledger.actor.notReviewer");
        }
        books.lock(companyId);
        if (reason == null || reason.isBlank()) {
            throw Refusal.field("reason", "ledger.period.noReason");
        }
        if (!periods.isClosed(companyId, period)) {
            throw Refusal.conflict("ledger.period.open", period);
        }
        YearMonth last = periods.lastClosed(companyId).orElseThrow();
        if (last.isAfter(period)) {
            throw Refusal.conflict("ledger.period.laterClosed", period, last);
        }
        if (filedPeriods.stream().anyMatch(filed -> filed.isFiled(companyId, period))) {
            throw Refusal.conflict("ledger.period.filed", period);
        }
        periods.reopen(companyId, period);
        audit.record(actor, "period.reopen", companyId, period.toString(), reason);
    }

    public boolean isClosed(String companyId, YearMonth period) {
        return periods.isClosed(companyId, period);
    }

    /** A month of a book: whether it is closed, and how many vouchers are in which state. */
    public record MonthState(YearMonth period, boolean closed, String closedBy, int drafts, int reviewed, int posted) {
    }

    /** The months from the book's start to the last one with vouchers or a closing. */
    public List<MonthState> months(Actor actor, String companyId) {
        access.read(actor, companyId);
        return periods.list(books.get(companyId)).stream()
                .map(month -> new MonthState(month.period(), month.closed(), month.closedBy(), month.drafts(),
                        month.reviewed(), month.posted()))
                .toList();
    }

    private List<Check> checks(Book book, YearMonth period) {
        String company = book.companyId();
        List<AccountFigures> all = figures.accounts(company, period, period);
        List<AccountFigures> leaves = all.stream().filter(AccountFigures::leaf).toList();
        List<Check> checks = new ArrayList<>();
        YearMonth previous = period.minusMonths(1);
        checks.add(check("ledger.check.previousClosed", Severity.ERROR,
                !period.isAfter(book.startPeriod()) || periods.isClosed(company, previous), previous));
        int notPosted = count(company, period, "state <> 'POSTED'");
        checks.add(check("ledger.check.allPosted", Severity.ERROR, notPosted == 0, notPosted));
        int last = lastNumber(company, period);
        checks.add(check("ledger.check.noGaps", Severity.ERROR,
                count(company, period, "state = 'POSTED'") == last && highest(company, period) == last, last));
        checks.add(balances("ledger.check.openingBalances", leaves, AccountFigures::opening));
        checks.add(balances("ledger.check.movementBalances", leaves, leaf -> leaf.debit().minus(leaf.credit())));
        checks.add(balances("ledger.check.trialBalance", leaves, AccountFigures::closing));
        checks.add(negative("ledger.check.cashNotNegative", leaves, AccountFigures::cash));
        checks.add(negative("ledger.check.stockNotNegative", leaves,
                leaf -> book.accounts().stock().stream().anyMatch(leaf.code()::startsWith)));
        Money untagged = figures.cash(company, period, period).untaggedPeriod();
        int untaggedEntries = jdbc.sql("""
                select count(*) from cash_flow where company_id = ? and period = ? and cash_flow_line = 0""")
                .params(company, period.toString()).query(Integer.class).single();
        checks.add(check("ledger.check.cashTagged", Severity.WARNING, untaggedEntries == 0, untaggedEntries, untagged));
        if (period.getMonth() == Month.DECEMBER) {
            checks.addAll(yearEnd.checks(book, period.getYear()));
        }
        return List.copyOf(checks);
    }

    private static Check check(String key, Severity severity, boolean passed, Object... args) {
        return new Check(key, severity, passed, List.of(args));
    }

    private static Check balances(String key, List<AccountFigures> leaves, Function<AccountFigures, Money> net) {
        Money difference = leaves.stream().map(net).reduce(Money.ZERO, Money::plus);
        return check(key, Severity.ERROR, difference.isZero(), difference);
    }

    private static Check negative(String key, List<AccountFigures> leaves, Predicate<AccountFigures> which) {
        String negative = leaves.stream().filter(which).filter(leaf -> leaf.closing().isNegative())
                .map(leaf -> leaf.code() + " " + leaf.name() + " " + leaf.closing())
                .collect(Collectors.joining(", "));
        return check(key, Severity.WARNING, negative.isEmpty(), negative.isEmpty() ? "—" : negative);
    }

    private int count(String company, YearMonth period, String condition) {
        return jdbc.sql("select count(*) from voucher where company_id = ? and period = ? and " + condition)
                .params(company, period.toString()).query(Integer.class).single();
    }

    private int highest(String company, YearMonth period) {
        return jdbc.sql("select coalesce(max(voucher_number), 0) from voucher where company_id = ? and period = ?")
                .params(company, period.toString()).query(Integer.class).single();
    }

    private int lastNumber(String company, YearMonth period) {
        return jdbc.sql("select coalesce(max(last_number), 0) from book_period where company_id = ? and period = ?")
                .params(company, period.toString()).query(Integer.class).single();
    }

    /** A line of the voucher that closing would book. */
    public record CarriedLine(String accountCode, String accountName, Money debit, Money credit) {
    }

    /**
     * What closing would carry forward as the books stand, for people to look at first; empty where there is nothing.
     * Entries posted until then change it.
     */
    @Transactional(readOnly = true)
    public List<CarriedLine> carryForwardPreview(Actor actor, String companyId, YearMonth period) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        Map<String, String> names = accounts.of(companyId).stream()
                .collect(Collectors.toMap(Account::code, Account::name));
        return carryForwardLines(book, period).stream()
                .map(line -> new CarriedLine(line.accountCode(), names.get(line.accountCode()), line.debit(), line.credit()))
                .toList();
    }

    private String carryForward(Book book, YearMonth period) {
        List<VoucherLines.Line> lines = carryForwardLines(book, period);
        return lines.isEmpty() ? null : closingVouchers.book(book, period, lines, true);
    }

    /** Carries every income and expense account to the profit of the year, against its balance (Z1, Z2). */
    private List<VoucherLines.Line> carryForwardLines(Book book, YearMonth period) {
        List<AccountFigures> open = figures.accounts(book.companyId(), period, period).stream()
                .filter(account -> account.leaf() && account.isProfitLoss()
                        && !book.accounts().isPriorYears(account.code()))
                .filter(account -> !account.closing().isZero())
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        String profit = leafOf(book, book.accounts().profitOfTheYear());
        List<VoucherLines.Line> lines = new ArrayList<>();
        for (Direction direction : List.of(Direction.CREDIT, Direction.DEBIT)) {
            List<AccountFigures> side = open.stream().filter(account -> account.direction() == direction).toList();
            List<Money> balances = side.stream().map(AccountFigures::closing).toList();
            side.forEach(account -> lines.add(
                    ClosingVouchers.line(CARRY_FORWARD, account.code(), account.closing().negated())));
            lines.addAll(toProfit(profit, balances));
        }
        return lines;
    }

    /**
     * One line with the net, or, where the balances cancel each other out, one a side: by its lines alone, also where
     * they are read from a file, the voucher has to be known as a carry-forward.
     */
    private static List<VoucherLines.Line> toProfit(String profit, List<Money> balances) {
        Money total = balances.stream().reduce(Money.ZERO, Money::plus);
        if (!total.isZero()) {
            return List.of(ClosingVouchers.line(CARRY_FORWARD, profit, total));
        }
        Money gross = balances.stream().map(balance -> balance.max(Money.ZERO)).reduce(Money.ZERO, Money::plus);
        return gross.isZero() ? List.of()
                : List.of(ClosingVouchers.debit(CARRY_FORWARD, profit, gross),
                        ClosingVouchers.credit(CARRY_FORWARD, profit, gross));
    }

    /** Corrections of earlier years go to undistributed profit (企业会计准则应用指南 6901): they are no profit of this year. */
    private void transferPriorYears(Book book, YearMonth period) {
        List<AccountFigures> open = figures.accounts(book.companyId(), period, period).stream()
                .filter(account -> account.leaf() && book.accounts().isPriorYears(account.code()))
                .filter(account -> !account.closing().isZero())
                .toList();
        if (open.isEmpty()) {
            return;
        }
        String summary = "结转以前年度损益调整";
        List<VoucherLines.Line> lines = new ArrayList<>();
        open.forEach(account -> lines.add(ClosingVouchers.line(summary, account.code(), account.closing().negated())));
        Money total = open.stream().map(AccountFigures::closing).reduce(Money.ZERO, Money::plus);
        if (!total.isZero()) {
            lines.add(ClosingVouchers.line(summary, new EquityAccounts(book, accounts).retainedEarnings(), total));
        }
        closingVouchers.book(book, period, lines, false);
    }

    private String leafOf(Book book, String code) {
        return accounts.of(book.companyId()).stream()
                .filter(account -> account.leaf() && account.isWithin(code))
                .map(Account::code)
                .findFirst().orElseThrow();
    }
}
