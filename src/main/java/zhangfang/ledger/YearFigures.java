package zhangfang.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.YearEnd.HandBooked;
import zhangfang.ledger.YearEnd.Step;
import zhangfang.ledger.YearEnd.SystemVoucher;
import zhangfang.money.Money;

/** Reads what a year's profit is, what is left of earlier years, and what is appropriated of it already. */
@Component
class YearFigures {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /**
     * A year of a book as far as it is posted; credit balances are positive.
     *
     * @param profit        after tax, with what is not carried forward yet
     * @param unclosed      the part of it that is not carried forward yet
     * @param earlier       undistributed at the year's start; negative for losses
     * @param other         what else came to undistributed profit within the year, such as 盈余公积补亏
     * @param paidInCapital taken for the registered capital
     * @param reserve       the statutory reserve without what this year's closing put there
     * @param byHand        appropriated by vouchers of people
     * @param booked        appropriated by closing
     */
    record Read(Money profit, Money unclosed, Money earlier, Money other, Money paidInCapital, Money reserve,
            Appropriation byHand, Appropriation booked, List<SystemVoucher> vouchers, List<HandBooked> handBooked) {

        Money distributable() {
            return earlier.plus(other).plus(profit);
        }

        Money lossesToMakeUp() {
            return earlier.plus(other).negated().max(Money.ZERO);
        }

        /** After-tax profit once earlier losses are made up: what reserves are taken from (公司法 第二百一十条). */
        Money base() {
            return profit.minus(lossesToMakeUp()).max(Money.ZERO);
        }

        /** How much the reserve may still grow before it is half of the capital; {@code null} without any capital. */
        Money reserveRoom() {
            return paidInCapital.isPositive() ? paidInCapital.times(HALF).minus(reserve).max(Money.ZERO) : null;
        }

        Money legalReserve() {
            return base().times(YearEnd.RESERVE_RATE);
        }

        /** What is still to be put to the statutory reserve. */
        Money proposal() {
            Money wanted = legalReserve().minus(byHand.statutory()).max(Money.ZERO);
            return reserveRoom() == null ? wanted : wanted.min(reserveRoom());
        }
    }

    /** An entry of a voucher that moves 利润分配. */
    private record Entry(String account, String role, Money net) {
    }

    private record MovingVoucher(HandBooked voucher, boolean bySystem, List<Entry> entries) {
    }

    private final JdbcClient jdbc;
    private final Figures figures;

    YearFigures(JdbcClient jdbc, Figures figures) {
        this.jdbc = jdbc;
        this.figures = figures;
    }

    Read of(Book book, int year) {
        StandardAccounts standard = book.accounts();
        List<AccountFigures> leaves = figures.accounts(book.companyId(), YearMonth.of(year, 1), YearMonth.of(year, 12))
                .stream().filter(AccountFigures::leaf).toList();
        Predicate<AccountFigures> distribution = within(standard.distribution());
        Predicate<AccountFigures> profitAccount = within(standard.profitOfTheYear());
        Predicate<AccountFigures> priorYears = leaf -> standard.isPriorYears(leaf.code());
        Predicate<AccountFigures> profitOrLoss = priorYears.negate().and(AccountFigures::isProfitLoss);
        Money unclosed = credit(leaves, profitOrLoss, AccountFigures::closing);
        // a book that starts within the year may bring the year's profit so far as a balance of 本年利润
        boolean startsWithin = book.startPeriod().getYear() == year && book.startPeriod().getMonthValue() > 1;
        Money leftOver = startsWithin ? Money.ZERO
                : credit(leaves, profitAccount.or(profitOrLoss), AccountFigures::yearStart);
        List<SystemVoucher> vouchers = systemVouchers(book.companyId(), year);
        Appropriation booked = vouchers.stream().map(SystemVoucher::amounts).reduce(Appropriation.NONE,
                Appropriation::plus);
        Money transferred = Money.ZERO;
        Appropriation byHand = Appropriation.NONE;
        List<HandBooked> handBooked = new ArrayList<>();
        for (MovingVoucher moving : moving(book, year)) {
            if (moving.entries.stream().anyMatch(entry -> entry.account.startsWith(standard.profitOfTheYear()))) {
                transferred = transferred.plus(net(moving, standard.profitOfTheYear()));
            } else if (!moving.bySystem && !net(moving, standard.distribution()).isZero()) {
                Appropriation amounts = appropriated(moving, standard);
                byHand = byHand.plus(amounts);
                handBooked.add(new HandBooked(moving.voucher.voucherId(), moving.voucher.date(),
                        moving.voucher.number(), amounts));
            }
        }
        Money profit = credit(leaves, profitAccount, AccountFigures::closing).plus(unclosed).plus(transferred)
                .minus(leftOver);
        Predicate<AccountFigures> undistributed = distribution.or(priorYears);
        Money start = credit(leaves, undistributed, AccountFigures::yearStart);
        Money grown = credit(leaves, undistributed, AccountFigures::closing).minus(start);
        Money other = grown.minus(transferred).plus(byHand.total()).plus(booked.total());
        Money reserve = credit(leaves, within(standard.surplusReserve()).and(leaf ->
                leaf.level() == 1 || EquityAccounts.STATUTORY_RESERVE.equals(leaf.role())), AccountFigures::closing)
                .minus(booked.statutory());
        return new Read(profit, unclosed, start.plus(leftOver), other,
                credit(leaves, within(standard.paidInCapital()), AccountFigures::closing), reserve, byHand, booked,
                vouchers, handBooked);
    }

    private static Predicate<AccountFigures> within(String root) {
        return leaf -> leaf.code().startsWith(root);
    }

    private static Money credit(List<AccountFigures> leaves, Predicate<AccountFigures> which,
            Function<AccountFigures, Money> balance) {
        return leaves.stream().filter(which).map(balance).reduce(Money.ZERO, Money::plus).negated();
    }

    /** Debit less credit of a voucher on an account with all its details. */
    private static Money net(MovingVoucher voucher, String root) {
        return net(voucher, entry -> entry.account.startsWith(root));
    }

    private static Money net(MovingVoucher voucher, Predicate<Entry> which) {
        return voucher.entries.stream().filter(which).map(Entry::net).reduce(Money.ZERO, Money::plus);
    }

    /** By the details of 利润分配 it was booked to or, where these do not tell, by what stands opposite. */
    private static Appropriation appropriated(MovingVoucher voucher, StandardAccounts standard) {
        Appropriation byRole = new Appropriation(
                net(voucher, entry -> EquityAccounts.STATUTORY_APPROPRIATED.equals(entry.role)),
                net(voucher, entry -> EquityAccounts.DISCRETIONARY_APPROPRIATED.equals(entry.role)),
                net(voucher, entry -> EquityAccounts.DISTRIBUTED.equals(entry.role)));
        if (!byRole.isNone() || !net(voucher, standard.distribution()).isPositive()) {
            return byRole;
        }
        Money discretionary = net(voucher, entry -> EquityAccounts.DISCRETIONARY_RESERVE.equals(entry.role)).negated();
        return new Appropriation(net(voucher, standard.surplusReserve()).negated().minus(discretionary), discretionary,
                net(voucher, StandardAccounts.PROFIT_PAYABLE).negated());
    }

    private List<MovingVoucher> moving(Book book, int year) {
        Map<String, MovingVoucher> moving = new LinkedHashMap<>();
        jdbc.sql("""
                select e.voucher_id, v.voucher_date, v.voucher_number, e.account_code, a.role, e.debit - e.credit as net,
                    case when v.origin = 'CLOSING' or exists (select 1 from year_end_voucher y
                        where y.voucher_id = v.id or y.voucher_id = v.reverses) then 1 else 0 end as by_system
                from voucher_entry e
                    join voucher v on v.id = e.voucher_id
                    join account a on a.company_id = e.company_id and a.code = e.account_code
                where v.state = 'POSTED' and e.voucher_id in (select d.voucher_id from voucher_entry d
                    where d.company_id = :company and d.account_code like :distribution
                        and d.period between :january and :december)
                order by v.voucher_date, v.voucher_number, e.line""")
                .param("company", book.companyId())
                .param("distribution", book.accounts().distribution() + "%")
                .param("january", year + "-01")
                .param("december", year + "-12")
                .query(rs -> {
                    String id = rs.getString("voucher_id");
                    HandBooked voucher = new HandBooked(id, rs.getObject("voucher_date", LocalDate.class),
                            rs.getInt("voucher_number"), Appropriation.NONE);
                    boolean bySystem = rs.getInt("by_system") == 1;
                    moving.computeIfAbsent(id, any -> new MovingVoucher(voucher, bySystem, new ArrayList<>())).entries
                            .add(new Entry(rs.getString("account_code"), rs.getString("role"),
                                    Money.of(rs.getBigDecimal("net"))));
                });
        return List.copyOf(moving.values());
    }

    /** What closing booked, and what people took back of it within the year. */
    private List<SystemVoucher> systemVouchers(String companyId, int year) {
        return jdbc.sql("""
                select y.step, v.id, v.voucher_date, v.voucher_number, y.statutory, y.discretionary, y.distribution,
                    case when v.reverses is null then 1 else -1 end as sign
                from year_end_voucher y
                    join voucher v on v.id = y.voucher_id or v.reverses = y.voucher_id
                where y.company_id = ? and y.fiscal_year = ? and v.state = 'POSTED' and v.period <= ?
                order by v.voucher_date, v.voucher_number""")
                .params(companyId, year, year + "-12")
                .query((rs, i) -> {
                    Appropriation amounts = new Appropriation(Money.of(rs.getBigDecimal("statutory")),
                            Money.of(rs.getBigDecimal("discretionary")), Money.of(rs.getBigDecimal("distribution")));
                    return new SystemVoucher(Step.valueOf(rs.getString("step")), rs.getString("id"),
                            rs.getObject("voucher_date", LocalDate.class), rs.getInt("voucher_number"),
                            rs.getInt("sign") > 0 ? amounts : amounts.negated());
                })
                .list();
    }
}
