package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.HashSet;
import org.springframework.jdbc.core.JdbcTemplate;
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
    private final JdbcTemplate batch;

    AccountRows(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    List<Account> of(String companyId) {
        return jdbc.sql("select " + COLUMNS + " from account a where a.company_id = ? order by a.code")
                .param(companyId)
                .query((rs, i) -> account(rs))
                .list();
    }

    ChartOfAccounts chart(String companyId) {
        return new ChartOfAccounts(reference(companyId), of(companyId), code -> usage(companyId, code));
    }

    /** The chart for opening balances, which take the place of those that are there. */
    ChartOfAccounts chartWithoutOpeningBalances(String companyId) {
        return new ChartOfAccounts(reference(companyId), of(companyId), code -> {
            Usage usage = usage(companyId, code);
            return usage == Usage.OPENING_BALANCE ? Usage.NONE : usage;
        });
    }

    private ReferenceChart reference(String companyId) {
        return ReferenceChart.of(jdbc.sql("select standard from book where company_id = ?").param(companyId)
                .query((rs, i) -> Standard.valueOf(rs.getString(1))).single());
    }

    private Usage usage(String companyId, String code) {
        return jdbc.sql("""
                select case
                    when exists (select 1 from voucher_entry e join voucher v on v.id = e.voucher_id
                        where e.company_id = :company and e.account_code = :code and v.state = 'POSTED') then 'POSTED'
                    when exists (select 1 from voucher_entry where company_id = :company and account_code = :code)
                        then 'DRAFTS'
                    when exists (select 1 from opening_balance where company_id = :company and account_code = :code)
                        then 'OPENING_BALANCE'
                    else 'NONE' end""")
                .param("company", companyId)
                .param("code", code)
                .query((rs, i) -> Usage.valueOf(rs.getString(1)))
                .single();
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
            batch.batchUpdate("update " + table + " set account_code = ? where company_id = ? and account_code = ?",
                    chart.moved().entrySet(), 100, (statement, move) -> {
                        statement.setString(1, move.getValue());
                        statement.setString(2, companyId);
                        statement.setString(3, move.getKey());
                    });
        }
    }

    /** Parents come before their sub-accounts. */
    void insert(String companyId, Collection<Account> accounts) {
        batch.batchUpdate("""
                insert into account (company_id, code, name, parent_code, account_level, leaf, category, direction, role,
                    cash, by_counterparty, role_origin, role_set_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", accounts, 500, (statement, account) -> {
            statement.setString(1, companyId);
            statement.setString(2, account.code());
            statement.setString(3, account.name());
            statement.setString(4, account.parentCode());
            statement.setInt(5, account.level());
            statement.setBoolean(6, account.leaf());
            statement.setString(7, account.category());
            statement.setString(8, account.direction().name());
            statement.setString(9, account.role());
            statement.setBoolean(10, account.cash());
            statement.setBoolean(11, account.byCounterparty());
            statement.setString(12, account.roleOrigin() == null ? null : account.roleOrigin().name());
            statement.setString(13, account.roleSetBy());
        });
        Set<String> parents = new HashSet<>();
        accounts.stream().filter(account -> account.parentCode() != null).forEach(a -> parents.add(a.parentCode()));
        batch.batchUpdate("update account set leaf = false where company_id = ? and code = ? and leaf", parents, 500,
                (statement, parent) -> {
                    statement.setString(1, companyId);
                    statement.setString(2, parent);
                });
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
