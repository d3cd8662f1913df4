package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.refusal.RefusalText;

/** Somebody with the database in hand, past every guard, changes one thing after the other of a book; each is undone again. */
final class Tampering {

    private static final int VICTIM = 4;

    private final ApplicationContext context;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BookForTests book;
    private final String past;
    private final String victim;

    /** @param past what gets a session of the database past triggers and foreign keys */
    Tampering(ApplicationContext context, BookForTests book, String past) {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        this.transaction = context.getBean(TransactionTemplate.class);
        this.book = book;
        this.past = past;
        this.victim = jdbc.sql("select id from voucher where company_id = ? and chain_no = ?").params(book.id, VICTIM)
                .query(String.class).single();
    }

    static BookForTests book(ApplicationContext context) {
        BookForTests book = BookForTests.open(context, "2026-01");
        book.posted("2026-01-05,a,收款,1002,,5.00,", "2026-01-05,a,收款,5001,,,5.00",
                "2026-01-06,b,付房租,560217,,2.00,", "2026-01-06,b,付房租,1002,,,2.00");
        book.close("2026-01");
        book.posted("2026-02-05,c,收款,1002,,7.00,", "2026-02-05,c,收款,1122,,,3.00", "2026-02-05,c,收款,5001,,,4.00",
                "2026-02-06,d,付款,2202,,1.00,", "2026-02-06,d,付款,1002,,,1.00",
                "2026-02-07,e,付款,2202,,1.00,", "2026-02-07,e,付款,1002,,,1.00");
        return book;
    }

    /** What is found after each change. @param changes name → SQL; {@code :victim} is the voucher at place 4, 2026-02 no. 1 */
    Map<String, List<String>> findings(Map<String, String> changes) {
        Map<String, List<String>> found = new TreeMap<>();
        changes.forEach((name, sql) -> found.put(name, findings(sql)));
        assertThat(check()).isEmpty();
        return found;
    }

    /** The sentences of the check; or why the database does not even let it happen. */
    List<String> findings(String statements) {
        return transaction.execute(tx -> {
            tx.setRollbackOnly();
            try {
                jdbc.sql(past).update();
                for (String sql : statements.split(";")) {
                    jdbc.sql(sql).param("victim", victim).param("book", book.id).update();
                }
            } catch (DataAccessException refused) {
                return List.of("refused: " + refused.getMostSpecificCause().getMessage());
            }
            return check();
        });
    }

    String victim() {
        return victim;
    }

    private List<String> check() {
        RefusalText texts = context.getBean(RefusalText.class);
        return context.getBean(BookIntegrity.class).check(BookForTests.ACCOUNTANT, book.id).findings().stream()
                .map(finding -> texts.sentence(finding, Locale.ENGLISH)).toList();
    }

    /** One change for every column of a table, made of what the database says its columns are. */
    Map<String, String> everyColumn(String table, String where) {
        Map<String, String> changes = new TreeMap<>();
        List<String> columns = new ArrayList<>(jdbc.sql("""
                select lower(column_name) || ' ' || lower(data_type) from information_schema.columns
                where lower(table_name) = ? order by ordinal_position""").param(table).query(String.class).list());
        assertThat(columns).hasSizeGreaterThan(9);
        for (String column : columns) {
            String name = column.substring(0, column.indexOf(' '));
            changes.put(name, "update " + table + " set " + name + " = " + other(name, column) + " where " + where);
        }
        return changes;
    }

    private static String other(String name, String type) {
        return switch (name) {
            case "period" -> "'2026-03'";
            case "kind" -> "'CARRY_FORWARD'";
            case "origin" -> "'ENTERED'";
            case "state" -> "'REVIEWED'";
            case "content_hash", "chain_hash" -> "'" + "f".repeat(64) + "'";
            case "debit" -> "debit + 0.01";
            case "credit" -> "credit + 0.01";
            case "line" -> "line + 5";
            case "cash_flow_line" -> "coalesce(cash_flow_line, 0) + 1";
            case "company_id" -> "(select max(company_id) from book where company_id <> :book)";
            case "voucher_id", "reverses" -> "(select id from voucher where company_id = :book and chain_no = 1)";
            default -> type.contains("date") ? "voucher_date + interval '1' day"
                    : type.contains("timestamp") ? name + " + interval '1' second"
                    : type.contains("int") ? "coalesce(" + name + ", 0) + 40"
                    : "'x'";
        };
    }
}
