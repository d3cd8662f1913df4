package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** Finds vouchers, a page at a time, in an order that the database makes. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class VoucherSearch {

    /** How far a voucher is. */
    public enum Wanted {
        DRAFT, REVIEWED, POSTED,
        /** 未记账: drafts and reviewed ones. */
        UNPOSTED
    }

    /** What the vouchers are ordered by. */
    public enum Order {
        /** Month and number, those without a number last. */
        NUMBER,
        DATE, AMOUNT, PREPARER, STATE
    }

    /**
     * Which vouchers are wanted; what is {@code null} does not narrow them. What is said of entries, one entry meets in all.
     *
     * @param account      of this account and its sub-accounts
     * @param text         in a summary, a counterparty or the voucher's reference, or the voucher's number
     * @param least        amount of an entry on either side, red figures without their sign
     * @param withDocument whether a source document is linked
     */
    public record Filter(YearMonth from, YearMonth to, Wanted state, String account, String text, Money least, Money most,
            String preparer, Boolean withDocument) {

        public static Filter ofMonth(YearMonth month) {
            return new Filter(month, month, null, null, null, null, null, null, null);
        }
    }

    /** @param total of the debit side of all vouchers found, not of this page only */
    public record Page(List<Voucher> rows, int count, Money total, int page, int pages) {
    }

    private static final String AMOUNT = "(select sum(s.debit) from voucher_entry s where s.voucher_id = v.id)";

    private final JdbcClient jdbc;
    private final BookAccess access;
    private final VoucherRows rows;

    VoucherSearch(JdbcClient jdbc, BookAccess access, VoucherRows rows) {
        this.jdbc = jdbc;
        this.access = access;
        this.rows = rows;
    }

    /** @throws Refusal invalid, if the range ends before it begins */
    public Page page(Actor actor, String companyId, Filter filter, Order order, boolean descending, int page, int size) {
        access.read(actor, companyId);
        if (filter.to.isBefore(filter.from)) {
            throw Refusal.field("to", "ledger.range.backwards", filter.from, filter.to);
        }
        String wanted = "\nfrom voucher v where v.company_id = :company and v.period between :from and :to" + conditions(filter);
        record Found(int count, Money total) {
        }
        Found found = params(jdbc.sql("select count(*) as vouchers, coalesce(sum(" + AMOUNT + "), 0) as total" + wanted),
                companyId, filter).query((rs, i) -> new Found(rs.getInt("vouchers"), Money.of(rs.getBigDecimal("total"))))
                .single();
        int pages = Math.max(1, (found.count + size - 1) / size);
        int shown = Math.min(Math.max(page, 1), pages);
        List<String> ids = params(jdbc.sql("select v.id" + wanted + "\norder by " + order(order, descending)
                + "\noffset " + (shown - 1) * size + " rows fetch next " + size + " rows only"), companyId, filter)
                .query(String.class).list();
        Map<String, Voucher> vouchers = rows.find(companyId, ids);
        return new Page(ids.stream().map(vouchers::get).filter(Objects::nonNull).toList(), found.count, found.total, shown,
                pages);
    }

    private static String order(Order order, boolean descending) {
        String by = descending ? " desc" : "";
        List<String> columns = new ArrayList<>(switch (order) {
            case NUMBER -> List.of();
            case DATE -> List.of("v.voucher_date" + by);
            case AMOUNT -> List.of(AMOUNT + by);
            case PREPARER -> List.of("v.prepared_by" + by);
            case STATE -> List.of("v.state" + by);
        });
        String last = order == Order.NUMBER ? by : "";
        for (String column : List.of("v.period", "case when v.voucher_number is null then 1 else 0 end", "v.voucher_number",
                "v.voucher_date", "v.prepared_at", "v.seq", "v.id")) {
            columns.add(column + last);
        }
        return String.join(", ", columns);
    }

    private static String conditions(Filter filter) {
        StringBuilder sql = new StringBuilder();
        if (filter.state != null) {
            sql.append(filter.state == Wanted.UNPOSTED ? " and v.state <> 'POSTED'" : " and v.state = :state");
        }
        if (filter.preparer != null) {
            sql.append(" and v.prepared_by = :preparer");
        }
        if (filter.withDocument != null) {
            sql.append(filter.withDocument ? " and" : " and not")
                    .append(" exists (select 1 from voucher_document d where d.voucher_id = v.id)");
        }
        String ofEntry = (filter.account == null ? "" : " and e.account_code like :account escape '!'")
                + (filter.least == null ? "" : " and abs(e.debit + e.credit) >= :least")
                + (filter.most == null ? "" : " and abs(e.debit + e.credit) <= :most");
        String entry = "exists (select 1 from voucher_entry e where e.voucher_id = v.id" + ofEntry;
        if (filter.text != null) {
            sql.append(" and (").append(entry)
                    .append(" and (lower(e.summary) like :text escape '!' or lower(e.counterparty) like :text escape '!'))");
            sql.append(" or ").append(ofEntry.isEmpty() ? "" : entry + ") and ")
                    .append("(lower(v.reference) like :text escape '!' or v.voucher_number = :number))");
        } else if (!ofEntry.isEmpty()) {
            sql.append(" and ").append(entry).append(")");
        }
        return sql.toString();
    }

    private static JdbcClient.StatementSpec params(JdbcClient.StatementSpec sql, String companyId, Filter filter) {
        JdbcClient.StatementSpec statement = sql.param("company", companyId)
                .param("from", filter.from.toString()).param("to", filter.to.toString());
        if (filter.state != null && filter.state != Wanted.UNPOSTED) {
            statement = statement.param("state", filter.state.name());
        }
        if (filter.preparer != null) {
            statement = statement.param("preparer", filter.preparer);
        }
        if (filter.account != null) {
            statement = statement.param("account", escaped(filter.account) + "%");
        }
        if (filter.least != null) {
            statement = statement.param("least", filter.least.amount());
        }
        if (filter.most != null) {
            statement = statement.param("most", filter.most.amount());
        }
        return filter.text == null ? statement
                : statement.param("text", "%" + escaped(filter.text.toLowerCase(Locale.ROOT)) + "%")
                        .param("number", filter.text.matches("\\d{1,6}") ? Integer.parseInt(filter.text) : -1);
    }

    private static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }
}
