package zhangfang.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.StateCheck;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.RefusalText;

/** What must hold in every book between any two transactions. */
@Component
public class LedgerCheck implements StateCheck {

    private final JdbcClient jdbc;
    private final RefusalText texts;

    LedgerCheck(JdbcClient jdbc, RefusalText texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> violations() {
        return findings(null).stream().map(finding -> texts.sentence(finding, Locale.ENGLISH)).toList();
    }

    /** @param companyId whose book is looked at, {@code null} for all */
    List<Reason> findings(String companyId) {
        List<Reason> findings = new ArrayList<>();
        find(findings, companyId, "unbalanced", """
                select v.id, sum(e.debit - e.credit)
                from voucher v left join voucher_entry e on e.voucher_id = v.id
                where {in v} and v.state = 'POSTED' group by v.id having coalesce(sum(e.debit - e.credit), 1) <> 0""");
        find(findings, companyId, "numberGaps", """
                select p.company_id || ' ' || p.period,
                    cast(count(v.id) as varchar(20)) || ' vouchers, highest '
                        || cast(coalesce(max(v.voucher_number), 0) as varchar(20)) || ', last given '
                        || cast(max(p.last_number) as varchar(20))
                from book_period p left join voucher v on v.company_id = p.company_id and v.period = p.period
                    and v.state = 'POSTED'
                where {in p}
                group by p.company_id, p.period
                having count(v.id) <> max(p.last_number) or coalesce(max(v.voucher_number), 0) <> max(p.last_number)""");
        find(findings, companyId, "closedNotPosted", """
                select v.company_id || ' ' || v.period, count(*)
                from voucher v join book_period p on p.company_id = v.company_id and p.period = v.period
                where {in v} and p.state = 'CLOSED' and v.state <> 'POSTED' group by v.company_id, v.period""");
        find(findings, companyId, "turnover", """
                select b.company_id || ' ' || b.period || ' ' || b.account_code || ' ' || b.counterparty,
                    abs(b.debit) + abs(b.credit) + abs(b.carried_debit) + abs(b.carried_credit)
                from (select company_id, period, account_code, counterparty, sum(debit) as debit, sum(credit) as credit,
                        sum(carried_debit) as carried_debit, sum(carried_credit) as carried_credit
                    from (select company_id, period, account_code, counterparty, debit, credit, carried_debit,
                                carried_credit
                            from month_movement m where {in m} and substring(m.period from 6 for 2) <> '00'
                        union all
                        select e.company_id, e.period, e.account_code,
                            case when a.by_counterparty then e.counterparty else '' end, -e.debit, -e.credit,
                            case when v.kind = 'CARRY_FORWARD' then -e.debit else 0 end,
                            case when v.kind = 'CARRY_FORWARD' then -e.credit else 0 end
                        from voucher_entry e
                            join voucher v on v.id = e.voucher_id and v.state = 'POSTED'
                            join account a on a.company_id = e.company_id and a.code = e.account_code
                        where {in e}) u
                    group by company_id, period, account_code, counterparty) b
                where b.debit <> 0 or b.credit <> 0 or b.carried_debit <> 0 or b.carried_credit <> 0""");
        find(findings, companyId, "yearOpening", """
                select b.company_id || ' ' || cast(b.fiscal_year as varchar(4)) || ' ' || b.account_code, sum(b.amount)
                from (select company_id, fiscal_year, account_code, counterparty, -amount as amount from year_opening n
                        where {in n} and fiscal_year > (select min(y.fiscal_year) from book_year y
                            where y.company_id = n.company_id)
                    union all
                    select o.company_id, o.fiscal_year + 1, o.account_code, o.counterparty, o.amount
                        from year_opening o join book_year y on y.company_id = o.company_id
                            and y.fiscal_year = o.fiscal_year + 1
                        where {in o}
                    union all
                    select m.company_id, m.fiscal_year + 1, m.account_code, m.counterparty, m.debit - m.credit
                        from month_movement m join book_year y on y.company_id = m.company_id
                            and y.fiscal_year = m.fiscal_year + 1
                        where {in m}) b
                group by b.company_id, b.fiscal_year, b.account_code, b.counterparty having sum(b.amount) <> 0""");
        find(findings, companyId, "startBalances", """
                select b.company_id || ' ' || b.account_code || ' ' || b.counterparty, sum(b.amount)
                from (select y.company_id, y.account_code, y.counterparty, y.amount from year_opening y
                        where y.fiscal_year = (select min(f.fiscal_year) from book_year f
                            where f.company_id = y.company_id) and {in y}
                    union all
                    select company_id, account_code, counterparty, debit - credit from month_movement m
                        where {in m} and substring(period from 6 for 2) = '00'
                    union all
                    select o.company_id, o.account_code, case when a.by_counterparty then o.counterparty else '' end,
                        o.credit - o.debit
                        from opening_balance o join account a on a.company_id = o.company_id and a.code = o.account_code
                        where {in o}) b
                group by b.company_id, b.account_code, b.counterparty having sum(b.amount) <> 0""");
        find(findings, companyId, "openingUnbalanced", """
                select company_id || ' ' || cast(fiscal_year as varchar(4)), sum(amount)
                from year_opening y where {in y} group by company_id, fiscal_year having sum(amount) <> 0""");
        find(findings, companyId, "parentInUse", """
                select a.company_id, a.code from account a
                where {in a} and not a.leaf and (exists (select 1 from month_movement m
                        where m.company_id = a.company_id and m.account_code = a.code)
                    or exists (select 1 from year_opening o where o.company_id = a.company_id and o.account_code = a.code))""");
        find(findings, companyId, "voucherCash", """
                select b.voucher_id, sum(b.amount)
                from (select f.voucher_id, f.amount from cash_flow f where {in f}
                    union all
                    select e.voucher_id, e.credit - e.debit
                    from voucher_entry e
                        join voucher v on v.id = e.voucher_id and v.state = 'POSTED'
                        join account a on a.company_id = e.company_id and a.code = e.account_code and a.cash
                    where {in e}) b
                group by b.voucher_id having sum(b.amount) <> 0""");
        find(findings, companyId, "monthCash", """
                select b.company_id || ' ' || b.period || ' ' || cast(b.cash_flow_line as varchar(2)), sum(b.amount)
                from (select company_id, period, cash_flow_line, amount from cash_month m where {in m}
                    union all
                    select company_id, period, cash_flow_line, -amount from cash_flow f where {in f}) b
                group by b.company_id, b.period, b.cash_flow_line having sum(b.amount) <> 0""");
        return findings;
    }

    /** @param sql <code>{in v}</code> stands for: rows of {@code v} that are of the book looked at */
    private void find(List<Reason> findings, String companyId, String what, String sql) {
        String ofBook = companyId == null ? "1 = 1" : "$1.company_id = :company";
        JdbcClient.StatementSpec query = jdbc.sql(sql.replaceAll("\\{in (\\w+)}", ofBook));
        (companyId == null ? query : query.param("company", companyId)).query(rs -> {
            findings.add(Reason.of("ledger.integrity." + what, rs.getString(1), String.valueOf(rs.getString(2))));
        });
    }
}
