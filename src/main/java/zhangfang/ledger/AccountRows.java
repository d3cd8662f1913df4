package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.ChartOfAccounts.Usage;
import zhangfang.ledger.Figures.Direction;

/** The rows of the chart of accounts of each book. */
@Component
class AccountRows {

    static final String COLUMNS = """
            a.code, a.name, a.parent_code, a.account_level, a.leaf, a.category, a.direction, a.role, a.cash,
            a.by_counterparty, a.role_origin, a.role_set_by""";

    private static final List<String> OPENING_TABLES = List.of("opening_balance", "year_opening", "month_movement");

    private final JdbcClient jdbc;

    AccountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Account> of(String companyId) {
        return jdbc.sql("select " + COLUMNS + " from account a where a.company_id = ? order by a.code")
                .param(companyId)
                .query((rs, i) -> account(rs))
                .list();
    }

    ChartOfAccounts chart(String companyId) {
        return new ChartOfAccounts(reference(companyId), of(companyId), usage(companyId))
                .withRetired(retired(companyId));
    }

    /** The chart for opening balances, which take the place of those that are there. */
    ChartOfAccounts chartWithoutOpeningBalances(String companyId) {
        Function<String, Usage> usage = usage(companyId);
        return new ChartOfAccounts(reference(companyId), of(companyId), code ->
                usage.apply(code) == Usage.OPENING_BALANCE ? Usage.NONE : usage.apply(code));
    }

    private ReferenceChart reference(String companyId) {
        return ReferenceChart.of(jdbc.sql("select standard from book where company_id = ?").param(companyId)
                .query((rs, i) -> Standard.valueOf(rs.getString(1))).single());
    }

    /** Asks for all accounts at once, when the first is asked for: a file may add hundreds. */
    private Function<String, Usage> usage(String companyId) {
        Map<String, Usage> known = new HashMap<>();
        return code -> {
            if (known.isEmpty()) {
                readUsage(companyId, known);
            }
            return known.getOrDefault(code, Usage.NONE);
        };
    }

    private void readUsage(String companyId, Map<String, Usage> usage) {
        jdbc.sql("""
                select a.code, case
                    when exists (select 1 from voucher_entry e join voucher v on v.id = e.voucher_id
                        where e.company_id = a.company_id and e.account_code = a.code and v.state = 'POSTED') then 'POSTED'
                    when exists (select 1 from voucher_entry e
                        where e.company_id = a.company_id and e.account_code = a.code) then 'DRAFTS'
                    when exists (select 1 from opening_balance o
                        where o.company_id = a.company_id and o.account_code = a.code) then 'OPENING_BALANCE'
                    else 'NONE' end as in_use
                from account a where a.company_id = ?""")
                .param(companyId)
                .query(rs -> {
                    usage.put(rs.getString("code"), Usage.valueOf(rs.getString("in_use")));
                });
    }

    /** The accounts that take no entries any more. */
    Set<String> retired(String companyId) {
        return Set.copyOf(jdbc.sql("select code from retired_account where company_id = ?").param(companyId)
                .query(String.class).list());
    }

    boolean isInUse(String companyId, String code) {
        return jdbc.sql("""
                select case when exists (select 1 from voucher_entry where company_id = :company and account_code = :code)
                    or exists (select 1 from opening_balance where company_id = :company and account_code = :code)
                    or exists (select 1 from year_opening where company_id = :company and account_code = :code)
                    or exists (select 1 from month_movement where company_id = :company and account_code = :code)
                    then 1 else 0 end""")
                .param("company", companyId)
                .param("code", code)
                .query(Integer.class)
                .single() == 1;
    }

    /** Stores what was planned: new accounts, and the opening balances that move to sub-accounts. */
    void store(String companyId, ChartOfAccounts chart) {
        insert(companyId, chart.added());
        for (String table : chart.moved().isEmpty() ? List.<String>of() : OPENING_TABLES) {
            ColumnArrays.of(chart.moved().entrySet()).column("code", Map.Entry::getKey).column("target", Map.Entry::getValue)
                    .update(jdbc, "merge into " + table + """
                             t using (select r.code, r.target from {rows}) s
                            on (t.company_id = :company and t.account_code = s.code)
                            when matched then update set account_code = s.target""", Map.of("company", companyId));
        }
    }

    void insert(String companyId, Collection<Account> accounts) {
        ColumnArrays.of(accounts)
                .column("code", Account::code)
                .column("name", Account::name)
                .column("parent_code", Account::parentCode)
                .column("account_level", Account::level)
                .column("leaf", Account::leaf)
                .column("category", Account::category)
                .column("direction", Account::direction)
                .column("role", Account::role)
                .column("cash", Account::cash)
                .column("by_counterparty", Account::byCounterparty)
                .column("role_origin", Account::roleOrigin)
                .column("role_set_by", Account::roleSetBy)
                .update(jdbc, """
                        insert into account (company_id, code, name, parent_code, account_level, leaf, category, direction,
                            role, cash, by_counterparty, role_origin, role_set_by)
                        select :company, r.code, r.name, r.parent_code, cast(r.account_level as smallint),
                            cast(r.leaf as boolean), r.category, r.direction, r.role, cast(r.cash as boolean),
                            cast(r.by_counterparty as boolean), r.role_origin, r.role_set_by
                        from {rows} order by cast(r.account_level as smallint)""", Map.of("company", companyId));
        Set<String> parents = accounts.stream().map(Account::parentCode).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        ColumnArrays.of(parents).column("code", parent -> parent).update(jdbc, """
                merge into account t using (select r.code from {rows}) s
                on (t.company_id = :company and t.code = s.code and t.leaf)
                when matched then update set leaf = false""", Map.of("company", companyId));
    }

    static Account account(ResultSet rs) throws SQLException {
        return new Account(rs.getString("code"), rs.getString("name"), rs.getString("parent_code"),
                rs.getInt("account_level"), rs.getBoolean("leaf"), rs.getString("category"),
                Direction.valueOf(rs.getString("direction")), rs.getString("role"), rs.getBoolean("cash"),
                rs.getBoolean("by_counterparty"),
                rs.getString("role_origin") == null ? null : RoleOrigin.valueOf(rs.getString("role_origin")),
                rs.getString("role_set_by"));
    }
}
