package zhangfang.ledger;

import java.time.YearMonth;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import zhangfang.money.Money;

/** What vouchers that are not posted yet (未记账凭证) would move; reads the entries of these vouchers only. */
@Service
public class UnpostedVouchers {

    /**
     * Turnover of a leaf account with a counterparty, as in {@link Figures.AccountFigures}; the ytd columns hold what lies
     * in the year of the range's last month.
     *
     * @param counterparty empty where the account is not kept by counterparty
     */
    public record Turnover(String accountCode, String counterparty, Money debit, Money credit, Money ytdDebit,
            Money ytdCredit, Money carriedDebit, Money carriedCredit, Money ytdCarriedDebit, Money ytdCarriedCredit) {
    }

    /** @param vouchers how many there are in the range */
    public record Unposted(int vouchers, List<Turnover> turnovers) {
    }

    private final JdbcClient jdbc;

    UnpostedVouchers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the vouchers dated from one month to another. */
    public Unposted of(String companyId, YearMonth from, YearMonth to) {
        int vouchers = jdbc.sql("""
                select count(*) from voucher where company_id = ? and state <> 'POSTED' and period between ? and ?""")
                .params(companyId, from.toString(), to.toString())
                .query(Integer.class)
                .single();
        return new Unposted(vouchers, vouchers == 0 ? List.of() : turnovers(companyId, from, to));
    }

    private List<Turnover> turnovers(String companyId, YearMonth from, YearMonth to) {
        return jdbc.sql("""
                select e.account_code, e.counterparty, sum(e.debit) as debit, sum(e.credit) as credit,
                    sum(e.this_year * e.debit) as ytd_debit, sum(e.this_year * e.credit) as ytd_credit,
                    sum(e.carried * e.debit) as carried_debit, sum(e.carried * e.credit) as carried_credit,
                    sum(e.this_year * e.carried * e.debit) as ytd_carried_debit,
                    sum(e.this_year * e.carried * e.credit) as ytd_carried_credit
                from (select r.account_code, case when a.by_counterparty then r.counterparty else '' end as counterparty,
                            r.debit, r.credit, case when v.period >= :yearStart then 1 else 0 end as this_year,
                            case when v.kind = 'CARRY_FORWARD' then 1 else 0 end as carried
                        from voucher v
                            join voucher_entry r on r.voucher_id = v.id
                            join account a on a.company_id = r.company_id and a.code = r.account_code
                        where v.company_id = :company and v.state <> 'POSTED' and v.period between :from and :to) e
                group by e.account_code, e.counterparty""")
                .param("company", companyId)
                .param("from", from.toString())
                .param("to", to.toString())
                .param("yearStart", to.withMonth(1).toString())
                .query((rs, i) -> new Turnover(rs.getString("account_code"), rs.getString("counterparty"),
                        Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit")),
                        Money.of(rs.getBigDecimal("ytd_debit")), Money.of(rs.getBigDecimal("ytd_credit")),
                        Money.of(rs.getBigDecimal("carried_debit")), Money.of(rs.getBigDecimal("carried_credit")),
                        Money.of(rs.getBigDecimal("ytd_carried_debit")),
                        Money.of(rs.getBigDecimal("ytd_carried_credit"))))
                .list();
    }
}
