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
import zhangfang.ledger.Figures.Direction;

/** The rows of the chart of accounts of each book. */
@Component
class AccountRows {

    static final String COLUMNS = """
            a.code, a.name, a.parent_code, a.account_level, a.leaf, a.category, a.direction, a.role, a.cash,
            a.by_counterparty""";

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
        Standard standard = jdbc.sql("select standard from book where company_id = ?").param(companyId)
                .query((rs, i) -> Standard.valueOf(rs.getString(1))).single();
        return new ChartOfAccounts(ReferenceChart.of(standard), of(companyId), code -> isInUse(companyId, code));
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

    /** Parents come before their sub-accounts. */
    void insert(String companyId, Collection<Account> accounts) {
        batch.batchUpdate("""
                insert into account (company_id, code, name, parent_code, account_level, leaf, category, direction, role,
                    cash, by_counterparty)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", accounts, 500, (statement, account) -> {
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
                rs.getBoolean("by_counterparty"));
    }
}
