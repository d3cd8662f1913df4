package zhangfang.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Closing.Check;
import zhangfang.ledger.Closing.Severity;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * The end of a fiscal year (年终结账). Somebody decides what of the profit goes to the reserves and to the investors; closing
 * December books it after the profit itself and collects the details of 利润分配 in 未分配利润, the only one that has a balance
 * then (财会〔2011〕17号 附录 3104). Where nobody decides, nothing is appropriated.
 *
 * <p>Closing again after December was re-opened books the difference to what it booked before, on the same sides and red
 * where it is less: accounts were right and only the amount was wrong (会计基础工作规范 第五十一条), and the turnovers of the
 * details stay what was really appropriated in the year.
 */
@Service
public class YearEnd {

    /** 公司法 第二百一十条. */
    static final BigDecimal RESERVE_RATE = new BigDecimal("0.10");

    private static final int YEARS_SHOWN = 10;
    /** As far as vouchers may be dated. */
    private static final int YEARS_AHEAD = 2;
    private static final int DECEMBER = 12;

    /** What closing a December books, in this order. */
    public enum Step {
        /** 结转损益. */
        CARRY_FORWARD,
        /** 结转本年利润. */
        PROFIT_TRANSFER,
        /** 提取盈余公积. */
        RESERVES,
        /** 分配利润. */
        DISTRIBUTION,
        /** 结转利润分配明细. */
        COLLECTION
    }

    /** A voucher that closing booked, or that took such a one back; then its amounts are negative. */
    public record SystemVoucher(Step step, String voucherId, LocalDate date, int number, Appropriation amounts) {
    }

    /** A voucher of people that moves 利润分配. @param amounts what it appropriates */
    public record HandBooked(String voucherId, LocalDate date, int number, Appropriation amounts) {
    }

    /** @param amounts what closing is to appropriate, beside what people book themselves */
    public record Decision(Appropriation amounts, String decidedBy, OffsetDateTime decidedAt) {
    }

    /**
     * A year as it stands, as far as it is posted. Credit balances are positive.
     *
     * @param closed         whether its December is closed, so that nothing can be decided
     * @param profit         after tax, also what is not carried forward yet
     * @param unclosed       the part of it that is not carried forward yet
     * @param earlier        undistributed at the year's start (年初未分配利润), negative for losses
     * @param other          what else came to it within the year
     * @param lossesToMakeUp the part of the profit that makes up earlier losses
     * @param base           profit once they are made up
     * @param distributable  可供分配利润, negative for losses
     * @param paidInCapital  balance of 实收资本, taken for the registered capital
     * @param reserve        the statutory reserve before what closing puts there
     * @param reserveRoom    what it may still grow by before it is half of the capital; {@code null} where there is none
     * @param legalReserve   a tenth of the base
     * @param proposal       what is still to be put to the statutory reserve
     * @param byHand         appropriated by vouchers of people, which the proposal leaves out
     * @param decision       {@code null} where nobody has decided
     * @param booked         appropriated by closing so far
     * @param retained       undistributed at the year's end, once the decision is booked (年末未分配利润)
     */
    public record Year(int year, boolean closed, Money profit, Money unclosed, Money earlier, Money other,
            Money lossesToMakeUp, Money base, Money distributable, Money paidInCapital, Money reserve, Money reserveRoom,
            Money legalReserve, Money proposal, Appropriation byHand, Decision decision, Appropriation booked,
            Money retained, List<SystemVoucher> vouchers, List<HandBooked> handBooked) {
    }

    /** @param profit of the income statement (净利润), as far as it is posted */
    public record YearState(int year, boolean closed, Money profit) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Periods periods;
    private final Figures figures;
    private final YearFigures yearFigures;
    private final ClosingVouchers vouchers;
    private final BusinessClock clock;
    private final Audit audit;

    YearEnd(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Periods periods, Figures figures,
            YearFigures yearFigures, ClosingVouchers vouchers, BusinessClock clock, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.periods = periods;
        this.figures = figures;
        this.yearFigures = yearFigures;
        this.vouchers = vouchers;
        this.clock = clock;
        this.audit = audit;
    }

    /** The years of the book up to the present one, the latest ten, latest first. */
    @Transactional(readOnly = true)
    public List<YearState> years(Actor actor, String companyId) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        int first = book.startPeriod().getYear();
        int last = Math.max(clock.today().getYear(), jdbc.sql("select max(fiscal_year) from book_year where company_id = ?")
                .param(companyId).query(Integer.class).single());
        int from = Math.max(first, last - YEARS_SHOWN + 1);
        Map<Integer, Money> profits = new HashMap<>();
        jdbc.sql("""
                select m.fiscal_year, sum(m.credit - m.carried_credit - m.debit + m.carried_debit) as profit
                from month_movement m join account a on a.company_id = m.company_id and a.code = m.account_code
                where m.company_id = :company and m.fiscal_year between :from and :to and a.category = 'PROFIT_LOSS'
                    and a.code not like :prior
                group by m.fiscal_year""")
                .param("company", companyId)
                .param("from", from)
                .param("to", last)
                .param("prior", book.accounts().priorYears() == null ? "" : book.accounts().priorYears() + "%")
                .query(rs -> {
                    profits.put(rs.getInt("fiscal_year"), Money.of(rs.getBigDecimal("profit")));
                });
        YearMonth lastClosed = periods.lastClosed(companyId).orElse(YearMonth.of(first, 1).minusMonths(1));
        return IntStream.rangeClosed(from, last).map(year -> from + last - year)
                .mapToObj(year -> new YearState(year, !YearMonth.of(year, DECEMBER).isAfter(lastClosed),
                        profits.getOrDefault(year, Money.ZERO)))
                .toList();
    }

    /** @throws Refusal invalid, if the book starts after the year */
    @Transactional(readOnly = true)
    public Year get(Actor actor, String companyId, int year) {
        access.read(actor, companyId);
        return year(books.get(companyId), year);
    }

    private Year year(Book book, int year) {
        YearMonth start = book.startPeriod();
        if (year < start.getYear() || year > clock.today().getYear() + YEARS_AHEAD) {
            throw Refusal.field("year", "ledger.yearEnd.noSuchYear", String.valueOf(year), start);
        }
        YearFigures.Read read = yearFigures.of(book, year);
        Optional<Decision> decision = decision(book.companyId(), year);
        boolean closed = periods.isClosed(book.companyId(), YearMonth.of(year, DECEMBER));
        Appropriation toBook = decision.map(Decision::amounts).orElse(Appropriation.NONE);
        return new Year(year, closed, read.profit(), read.unclosed(), read.earlier(), read.other(), read.lossesToMakeUp(),
                read.base(), read.distributable(), read.paidInCapital(), read.reserve(), read.reserveRoom(),
                read.legalReserve(), read.proposal(), read.byHand(), decision.orElse(null), read.booked(),
                read.distributable().minus(read.byHand().total()).minus(toBook.total()), read.vouchers(),
                read.handBooked());
    }

    private Optional<Decision> decision(String companyId, int year) {
        return jdbc.sql("""
                select statutory, discretionary, distribution, decided_by, decided_at
                from year_end_decision where company_id = ? and fiscal_year = ?""")
                .params(companyId, year)
                .query((rs, i) -> new Decision(new Appropriation(Money.of(rs.getBigDecimal("statutory")),
                        Money.of(rs.getBigDecimal("discretionary")), Money.of(rs.getBigDecimal("distribution"))),
                        rs.getString("decided_by"), rs.getObject("decided_at", OffsetDateTime.class)))
                .optional();
    }

    /**
     * Decides what closing December appropriates, in place of what was decided before.
     *
     * @throws Refusal conflict, if December is closed; invalid, with the figures, if it is more than there is
     */
    @Transactional
    public Year decide(Actor actor, String companyId, int year, Appropriation amounts) {
        Book book = books.lockForWriting(actor, companyId, false);
        Year now = year(book, year);
        if (now.closed) {
            throw Refusal.conflict("ledger.yearEnd.closed", String.valueOf(year));
        }
        List<Reason> reasons = new ArrayList<>(negative(amounts));
        if (reasons.isEmpty()) {
            reasons.addAll(excess(amounts, yearFigures.of(book, year)));
        }
        if (amounts.distribution().isPositive() && EquityAccounts.profitPayable(accounts.of(companyId)).isEmpty()) {
            reasons.add(Reason.field("distribution", "ledger.yearEnd.payableHasDetails", StandardAccounts.PROFIT_PAYABLE));
        }
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
        store(actor, companyId, year, amounts);
        audit.record(actor, "yearEnd.decide", companyId, String.valueOf(year), "statutory " + amounts.statutory()
                + ", discretionary " + amounts.discretionary() + ", distribution " + amounts.distribution());
        return year(book, year);
    }

    private static List<Reason> negative(Appropriation amounts) {
        List<Reason> reasons = new ArrayList<>();
        Map.of("statutory", amounts.statutory(), "discretionary", amounts.discretionary(), "distribution",
                amounts.distribution()).forEach((field, amount) -> {
                    if (amount.isNegative()) {
                        reasons.add(Reason.field(field, "ledger.yearEnd.negative", amount));
                    }
                });
        return reasons;
    }

    /** Reserves are taken from the year's profit once losses are made up; all together from what is distributable. */
    private static List<Reason> excess(Appropriation amounts, YearFigures.Read read) {
        List<Reason> reasons = new ArrayList<>();
        Money forReserves = read.base().minus(read.byHand().reserves());
        if (amounts.reserves().isPositive() && amounts.reserves().compareTo(forReserves) > 0) {
            reasons.add(Reason.field("statutory", "ledger.yearEnd.reservesExceed", amounts.reserves(),
                    read.base(), read.byHand().reserves(), read.profit(), read.lossesToMakeUp()));
        }
        Money left = read.distributable().minus(read.byHand().total());
        if (amounts.total().isPositive() && amounts.total().compareTo(left) > 0) {
            reasons.add(Reason.field("distribution", "ledger.yearEnd.exceeds", amounts.total(), read.distributable(),
                    read.byHand().total()));
        }
        return reasons;
    }

    private void store(Actor actor, String companyId, int year, Appropriation amounts) {
        jdbc.sql("delete from year_end_decision where company_id = ? and fiscal_year = ?").params(companyId, year).update();
        jdbc.sql("""
                insert into year_end_decision (company_id, fiscal_year, statutory, discretionary, distribution, decided_by,
                    decided_at)
                values (?, ?, ?, ?, ?, ?, ?)""")
                .params(companyId, year, amounts.statutory().amount(), amounts.discretionary().amount(),
                        amounts.distribution().amount(), actor.id(), clock.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The checks before a December is closed: what was decided is still there, and somebody has decided. */
    List<Check> checks(Book book, int year) {
        YearFigures.Read read = yearFigures.of(book, year);
        Optional<Decision> decision = decision(book.companyId(), year);
        if (decision.isPresent()) {
            Appropriation amounts = decision.get().amounts;
            return List.of(new Check("ledger.check.appropriation", Severity.ERROR, excess(amounts, read).isEmpty(),
                    List.of(amounts.total(), read.distributable(), read.byHand().total())));
        }
        boolean nothingToDecide = read.proposal().isZero() || !read.byHand().isNone();
        return List.of(new Check("ledger.check.appropriationDecided", Severity.WARNING, nothingToDecide,
                List.of(read.proposal())));
    }

    /**
     * Books the steps of a December that is being closed, after its carry-forward.
     *
     * @param carryForward id of the carry-forward voucher, or {@code null}
     */
    void book(Book book, int year, String carryForward) {
        YearMonth december = YearMonth.of(year, DECEMBER);
        if (carryForward != null) {
            record(book, year, Step.CARRY_FORWARD, carryForward, Appropriation.NONE);
        }
        EquityAccounts equity = new EquityAccounts(book, accounts);
        Appropriation difference = decision(book.companyId(), year).map(Decision::amounts).orElse(Appropriation.NONE)
                .minus(yearFigures.of(book, year).booked());
        makeDetails(equity, difference);
        collect(book, december, Step.PROFIT_TRANSFER, "结转本年利润", book.accounts().profitOfTheYear(), equity);
        bookReserves(book, december, equity, difference);
        bookDistribution(book, december, equity, difference);
        collect(book, december, Step.COLLECTION, "结转利润分配", book.accounts().distribution(), equity);
    }

    /** Before anything is booked to 利润分配 itself, which then could not get details any more. */
    private static void makeDetails(EquityAccounts equity, Appropriation difference) {
        if (!difference.statutory().isZero()) {
            equity.distribution(EquityAccounts.STATUTORY_APPROPRIATED);
        }
        if (!difference.discretionary().isZero()) {
            equity.distribution(EquityAccounts.DISCRETIONARY_APPROPRIATED);
        }
        if (!difference.distribution().isZero()) {
            equity.distribution(EquityAccounts.DISTRIBUTED);
        }
    }

    private void bookReserves(Book book, YearMonth december, EquityAccounts equity, Appropriation difference) {
        List<VoucherLines.Line> lines = new ArrayList<>();
        reserve(lines, "提取法定盈余公积", equity, difference.statutory(), EquityAccounts.STATUTORY_APPROPRIATED,
                EquityAccounts.STATUTORY_RESERVE);
        reserve(lines, "提取任意盈余公积", equity, difference.discretionary(), EquityAccounts.DISCRETIONARY_APPROPRIATED,
                EquityAccounts.DISCRETIONARY_RESERVE);
        book(book, december, Step.RESERVES, lines,
                new Appropriation(difference.statutory(), difference.discretionary(), Money.ZERO));
    }

    private static void reserve(List<VoucherLines.Line> lines, String summary, EquityAccounts equity, Money amount,
            String from, String to) {
        if (!amount.isZero()) {
            lines.add(ClosingVouchers.debit(summary, equity.distribution(from), amount));
            lines.add(ClosingVouchers.credit(summary, equity.surplusReserve(to), amount));
        }
    }

    private void bookDistribution(Book book, YearMonth december, EquityAccounts equity, Appropriation difference) {
        Money amount = difference.distribution();
        if (amount.isZero()) {
            return;
        }
        String payable = EquityAccounts.profitPayable(accounts.of(book.companyId())).orElseThrow(() ->
                Refusal.conflict("ledger.yearEnd.payableHasDetails", StandardAccounts.PROFIT_PAYABLE));
        book(book, december, Step.DISTRIBUTION, List.of(
                ClosingVouchers.debit("分配利润", equity.distribution(EquityAccounts.DISTRIBUTED), amount),
                ClosingVouchers.credit("分配利润", payable, amount)),
                new Appropriation(Money.ZERO, Money.ZERO, amount));
    }

    /** Brings the balances of all details of an account to 未分配利润. */
    private void collect(Book book, YearMonth december, Step step, String summary, String root, EquityAccounts equity) {
        String retained = equity.retainedEarnings();
        List<AccountFigures> open = figures.accounts(book.companyId(), december, december).stream()
                .filter(account -> account.leaf() && account.code().startsWith(root) && !account.code().equals(retained))
                .filter(account -> !account.closing().isZero())
                .toList();
        Map<String, Boolean> before = onDebitSideBefore(book.companyId(), december.getYear(), step);
        List<VoucherLines.Line> lines = new ArrayList<>();
        Money debits = Money.ZERO;
        Money credits = Money.ZERO;
        for (AccountFigures account : open) {
            if (before.getOrDefault(account.code(), account.closing().isNegative())) {
                lines.add(ClosingVouchers.debit(summary, account.code(), account.closing().negated()));
                debits = debits.plus(account.closing().negated());
            } else {
                lines.add(ClosingVouchers.credit(summary, account.code(), account.closing()));
                credits = credits.plus(account.closing());
            }
        }
        if (!debits.isZero()) {
            lines.add(ClosingVouchers.credit(summary, retained, debits));
        }
        if (!credits.isZero()) {
            lines.add(ClosingVouchers.debit(summary, retained, credits));
        }
        book(book, december, step, lines, Appropriation.NONE);
    }

    /** On which side a step booked an account when the December was closed before. */
    private Map<String, Boolean> onDebitSideBefore(String companyId, int year, Step step) {
        Map<String, Boolean> sides = new HashMap<>();
        jdbc.sql("""
                select e.account_code, max(case when e.debit <> 0 then 1 else 0 end) as on_debit_side
                from year_end_voucher y join voucher_entry e on e.voucher_id = y.voucher_id
                where y.company_id = ? and y.fiscal_year = ? and y.step = ?
                group by e.account_code""")
                .params(companyId, year, step.name())
                .query(rs -> {
                    sides.put(rs.getString("account_code"), rs.getInt("on_debit_side") == 1);
                });
        return sides;
    }

    private void book(Book book, YearMonth december, Step step, List<VoucherLines.Line> lines, Appropriation amounts) {
        if (!lines.isEmpty()) {
            record(book, december.getYear(), step, vouchers.book(book, december, lines, false), amounts);
        }
    }

    private void record(Book book, int year, Step step, String voucherId, Appropriation amounts) {
        jdbc.sql("""
                insert into year_end_voucher (voucher_id, company_id, fiscal_year, step, statutory, discretionary,
                    distribution)
                values (?, ?, ?, ?, ?, ?, ?)""")
                .params(voucherId, book.companyId(), year, step.name(), amounts.statutory().amount(),
                        amounts.discretionary().amount(), amounts.distribution().amount())
                .update();
    }
}
