package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The posted entries that a ledger lists: those of its accounts within its months, found by index. */
@Component
class LedgerEntries {

    /** A book that is longer is read, and printed, in pieces. */
    static final int MOST = 20_000;

    /** Which entries are asked for; the members are those of {@link Turnovers.Question}. */
    private static final String FROM = """
            from voucher_entry e join voucher v on v.id = e.voucher_id%s
            where e.company_id = :company and e.account_code in (:leaves) and e.period between :from and :to
                and v.state = 'POSTED' and (:everybody = 1 or e.counterparty = :counterparty)
                and (:without = 0 or v.kind <> 'CARRY_FORWARD')""";

    /** @param counterAccounts codes of the accounts on the voucher's other side (对方科目) */
    record Entry(LocalDate date, String voucherId, int number, int line, String summary, String accountCode,
            String counterparty, Turnover turnover, List<String> counterAccounts) {
    }

    /** The accounts of a voucher on the debit side and on the credit side; a red figure counts for the other one. */
    private record Sides(TreeSet<String> debit, TreeSet<String> credit) {
    }

    private final JdbcClient jdbc;

    LedgerEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * By month, date, number and line.
     *
     * @throws Refusal invalid, if there are more than are read at once
     */
    List<Entry> of(Turnovers.Question question) {
        Map<String, Sides> vouchers = sides(question);
        List<Entry> entries = statement("""
                select v.voucher_date, v.id, v.voucher_number, e.line, e.summary, e.account_code, e.counterparty, e.debit,
                    e.credit
                """ + FROM.formatted("") + """

                order by v.period, v.voucher_date, v.voucher_number, e.line
                fetch first %d rows only""".formatted(MOST + 1), question)
                .query((rs, i) -> entry(rs, vouchers.get(rs.getString("id"))))
                .list();
        if (entries.size() > MOST) {
            throw Refusal.field("to", "ledger.range.tooManyEntries", MOST);
        }
        return entries;
    }

    private Map<String, Sides> sides(Turnovers.Question question) {
        Map<String, Sides> vouchers = new HashMap<>();
        statement("""
                select distinct o.voucher_id, o.account_code, case when o.debit > 0 or o.credit < 0 then 1 else 0 end as side
                """ + FROM.formatted(" join voucher_entry o on o.voucher_id = e.voucher_id"), question)
                .query(rs -> {
                    Sides sides = vouchers.computeIfAbsent(rs.getString("voucher_id"),
                            id -> new Sides(new TreeSet<>(), new TreeSet<>()));
                    (rs.getInt("side") == 1 ? sides.debit : sides.credit).add(rs.getString("account_code"));
                });
        return vouchers;
    }

    private JdbcClient.StatementSpec statement(String sql, Turnovers.Question question) {
        return jdbc.sql(sql)
                .param("company", question.companyId())
                .param("leaves", question.leaves())
                .param("from", question.range().from().toString())
                .param("to", question.range().to().toString())
                .param("everybody", question.counterparty() == null ? 1 : 0)
                .param("counterparty", question.counterparty() == null ? "" : question.counterparty())
                .param("without", question.withoutCarryForward() ? 1 : 0);
    }

    private static Entry entry(ResultSet rs, Sides sides) throws SQLException {
        Turnover turnover = new Turnover(Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit")));
        String account = rs.getString("account_code");
        return new Entry(rs.getObject("voucher_date", LocalDate.class), rs.getString("id"), rs.getInt("voucher_number"),
                rs.getInt("line"), rs.getString("summary"), account, rs.getString("counterparty"), turnover,
                counterAccounts(sides, turnover.net().isPositive(), account));
    }

    /** Where all figures of a voucher are on one side (转账 by red figures), the other accounts of that side. */
    private static List<String> counterAccounts(Sides sides, boolean debit, String account) {
        Collection<String> opposite = debit ? sides.credit : sides.debit;
        List<String> counter = new ArrayList<>(opposite.isEmpty() ? debit ? sides.debit : sides.credit : opposite);
        if (opposite.isEmpty()) {
            counter.remove(account);
        }
        return List.copyOf(counter);
    }
}
