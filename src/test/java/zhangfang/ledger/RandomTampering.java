package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedCaseInsensitiveMap;

/** Changes single rows of a posted book behind the application's back, each in a transaction that is rolled back. */
final class RandomTampering {

    private static final List<String> TABLES = List.of("voucher", "voucher_entry");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final BookIntegrity integrity;
    private final Random random;

    RandomTampering(ApplicationContext context, Random random) {
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        this.integrity = context.getBean(BookIntegrity.class);
        this.random = random;
    }

    /** @return how many changes the database let pass; each was found */
    int isFound(String company, int times) {
        assertThat(findings(company)).as("before anybody tampers").isEmpty();
        int passed = 0;
        for (int i = 0; i < times; i++) {
            passed += Boolean.TRUE.equals(transaction.execute(status -> {
                status.setRollbackOnly();
                String what = tamper(company);
                if (what == null) {
                    return false;
                }
                assertThat(findings(company)).as(what).isNotEmpty();
                return true;
            })) ? 1 : 0;
        }
        assertThat(findings(company)).as("after all is as it was").isEmpty();
        return passed;
    }

    private List<?> findings(String company) {
        return integrity.check(BookForTests.REVIEWER, company).findings();
    }

    /** @return what was done, or {@code null} where the database refused */
    private String tamper(String company) {
        String table = TABLES.get(random.nextInt(2));
        Map<String, Object> row = row(table, company);
        try {
            return switch (random.nextInt(6)) {
                case 0 -> delete(table, row);
                case 1 -> insert(table, row);
                default -> update(table, row);
            };
        } catch (DataAccessException refused) {
            return null;
        }
    }

    private Map<String, Object> row(String table, String company) {
        String posted = "company_id = ? and " + (table.equals("voucher") ? "state = 'POSTED'"
                : "exists (select 1 from voucher v where v.id = t.voucher_id and v.state = 'POSTED')");
        int count = jdbc.queryForObject("select count(*) from " + table + " t where " + posted, Integer.class, company);
        return jdbc.queryForMap("select * from " + table + " t where " + posted + " order by 1, 2 offset "
                + random.nextInt(count) + " rows fetch next 1 rows only", company);
    }

    private String update(String table, Map<String, Object> row) {
        List<String> columns = List.copyOf(row.keySet());
        String column = columns.get(random.nextInt(columns.size()));
        Object other = other(row.get(column));
        assertThat(jdbc.update("update " + table + " set " + column + " = ?" + where(table), other, key(table, row)[0],
                key(table, row)[1])).isEqualTo(1);
        Object now = jdbc.queryForObject("select " + column + " from " + table + where(table), Object.class,
                changedKey(table, row, column, other));
        if (Objects.equals(now, row.get(column))) {
            return null;
        }
        return "changed " + table + "." + column + " from " + row.get(column) + " to " + other + " in " + row;
    }

    /** The key may be what was changed. */
    private static Object[] changedKey(String table, Map<String, Object> row, String column, Object other) {
        Map<String, Object> changed = new LinkedCaseInsensitiveMap<>();
        changed.putAll(row);
        changed.put(column, other);
        return key(table, changed);
    }

    private Object other(Object value) {
        if (value == null) {
            return "1";
        }
        if (value instanceof Integer number) {
            return number + (random.nextBoolean() ? 1 : -1);
        }
        if (value instanceof BigDecimal amount) {
            return random.nextBoolean() ? amount.negate().add(new BigDecimal("0.01")) : amount.add(new BigDecimal("0.01"));
        }
        if (value instanceof Date date) {
            return Date.valueOf(date.toLocalDate().plusDays(random.nextBoolean() ? 1 : -1));
        }
        if (value instanceof OffsetDateTime time) {
            return time.plusNanos(1_000);
        }
        if (value instanceof Boolean bit) {
            return !bit;
        }
        String text = value.toString();
        return text.isEmpty() ? "x" : random.nextInt(4) == 0 ? text + " "
                : text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
    }

    private String delete(String table, Map<String, Object> row) {
        jdbc.update("delete from " + table + where(table), key(table, row));
        return "deleted from " + table + " " + row;
    }

    private String insert(String table, Map<String, Object> row) {
        row.put(table.equals("voucher") ? "ID" : "LINE", table.equals("voucher") ? "X1" : 99);
        row.computeIfPresent("VOUCHER_NUMBER", (column, number) -> 9_999);
        row.computeIfPresent("CHAIN_NO", (column, number) -> random.nextInt(3) == 0 ? 1 : 99_999);
        row.computeIfPresent("REVERSES", (column, id) -> null);
        row.computeIfPresent("REQUEST_KEY", (column, key) -> null);
        jdbc.update("insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                + "?" + ", ?".repeat(row.size() - 1) + ")", row.values().toArray());
        return "inserted into " + table + " " + row;
    }

    private static String where(String table) {
        return table.equals("voucher") ? " where id = ? and company_id = ?" : " where voucher_id = ? and line = ?";
    }

    private static Object[] key(String table, Map<String, Object> row) {
        return table.equals("voucher") ? new Object[] {row.get("id"), row.get("company_id")}
                : new Object[] {row.get("voucher_id"), row.get("line")};
    }
}
