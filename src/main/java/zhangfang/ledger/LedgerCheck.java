package zhangfang.ledger;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.StateCheck;

/** What must hold in every book between any two transactions. */
@Component
public class LedgerCheck implements StateCheck {

    private final JdbcClient jdbc;

    LedgerCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        find(violations, "posted voucher %s is out of balance by %s", """
                select v.id, sum(e.debit - e.credit)
                from voucher v left join voucher_entry e on e.voucher_id = v.id
                where v.state = 'POSTED' group by v.id having coalesce(sum(e.debit - e.credit), 1) <> 0""");
        find(violations, "numbers of %s have gaps: %s", """
                select p.company_id || ' ' || p.period,
                    cast(count(v.id) as varchar(20)) || ' vouchers, highest '
                        || cast(coalesce(max(v.voucher_number), 0) as varchar(20)) || ', last given '
                        || cast(max(p.last_number) as varchar(20))
                from book_period p left join voucher v on v.company_id = p.company_id and v.period = p.period
                    and v.state = 'POSTED'
                group by p.company_id, p.period
                having count(v.id) <> max(p.last_number) or coalesce(max(v.voucher_number), 0) <> max(p.last_number)""");
        find(violations, "vouchers of closed month %s are not posted: %s", """
                select v.company_id || ' ' || v.period, count(*)
                from voucher v join book_period p on p.company_id = v.company_id and p.period = v.period
                where p.state = 'CLOSED' and v.state <> 'POSTED' group by v.company_id, v.period""");
        find(violations, "turnover of %s differs from its entries by %s", """
                select b.company_id || ' ' || b.period || ' ' || b.account_code || ' ' || b.counterparty,
                    sum(abs(b.debit) + abs(b.credit))
                from (select company_id, period, account_code, counterparty, sum(debit) as debit, sum(credit) as credit
                    from (select company_id, period, account_code, counterparty, debit, credit
                            from month_movement where substring(period from 6 for 2) <> '00'
                        union all
                        select e.company_id, e.period, e.account_code,
                            case when a.by_counterparty then e.counterparty else '' end, -e.debit, -e.credit
                        from voucher_entry e
                            join voucher v on v.id = e.voucher_id and v.state = 'POSTED'
                            join account a on a.company_id = e.company_id and a.code = e.account_code) u
                    group by company_id, period, account_code, counterparty) b
                group by b.company_id, b.period, b.account_code, b.counterparty
                having sum(abs(b.debit) + abs(b.credit)) <> 0""");
        find(violations, "openings of year %s differ from the year before by %s", """
                select b.company_id || ' ' || cast(b.fiscal_year as varchar(4)) || ' ' || b.account_code, sum(b.amount)
                from (select company_id, fiscal_year, account_code, counterparty, -amount as amount from year_opening
                        where fiscal_year > (select min(y.fiscal_year) from book_year y
                            where y.company_id = year_opening.company_id)
                    union all
                    select o.company_id, o.fiscal_year + 1, o.account_code, o.counterparty, o.amount
                        from year_opening o join book_year y on y.company_id = o.company_id
                            and y.fiscal_year = o.fiscal_year + 1
                    union all
                    select m.company_id, m.fiscal_year + 1, m.account_code, m.counterparty, m.debit - m.credit
                        from month_movement m join book_year y on y.company_id = m.company_id
                            and y.fiscal_year = m.fiscal_year + 1) b
                group by b.company_id, b.fiscal_year, b.account_code, b.counterparty having sum(b.amount) <> 0""");
        find(violations, "balances at the start of book %s differ from those entered by %s", """
                select b.company_id || ' ' || b.account_code || ' ' || b.counterparty, sum(b.amount)
                from (select y.company_id, y.account_code, y.counterparty, y.amount from year_opening y
                        where y.fiscal_year = (select min(f.fiscal_year) from book_year f
                            where f.company_id = y.company_id)
                    union all
                    select company_id, account_code, counterparty, debit - credit from month_movement
                        where substring(period from 6 for 2) = '00'
                    union all
                    select o.company_id, o.account_code, case when a.by_counterparty then o.counterparty else '' end,
                        o.credit - o.debit
                        from opening_balance o join account a on a.company_id = o.company_id and a.code = o.account_code) b
                group by b.company_id, b.account_code, b.counterparty having sum(b.amount) <> 0""");
        find(violations, "opening balances of year %s are out of balance by %s", """
                select company_id || ' ' || cast(fiscal_year as varchar(4)), sum(amount)
                from year_opening group by company_id, fiscal_year having sum(amount) <> 0""");
        find(violations, "an account with sub-accounts has entries or balances: %s %s", """
                select a.company_id, a.code from account a
                where not a.leaf and (exists (select 1 from month_movement m
                        where m.company_id = a.company_id and m.account_code = a.code)
                    or exists (select 1 from year_opening o where o.company_id = a.company_id and o.account_code = a.code))""");
        find(violations, "cash of voucher %s differs from its lines of the cash flow statement by %s", """
                select b.voucher_id, sum(b.amount)
                from (select f.voucher_id, f.amount from cash_flow f
                    union all
                    select e.voucher_id, e.credit - e.debit
                    from voucher_entry e
                        join voucher v on v.id = e.voucher_id and v.state = 'POSTED'
                        join account a on a.company_id = e.company_id and a.code = e.account_code and a.cash) b
                group by b.voucher_id having sum(b.amount) <> 0""");
        find(violations, "cash of month %s differs from its vouchers by %s", """
                select b.company_id || ' ' || b.period || ' ' || cast(b.cash_flow_line as varchar(2)), sum(b.amount)
                from (select company_id, period, cash_flow_line, amount from cash_month
                    union all
                    select company_id, period, cash_flow_line, -amount from cash_flow) b
                group by b.company_id, b.period, b.cash_flow_line having sum(b.amount) <> 0""");
        return violations;
    }

    private void find(List<String> violations, String sentence, String sql) {
        jdbc.sql(sql).query(rs -> {
            violations.add(sentence.formatted(rs.getString(1), rs.getString(2)));
        });
    }
}
