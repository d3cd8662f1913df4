package zhangfang.testing;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import zhangfang.calendar.BusinessClock;

/**
 * Many companies that have paid for a service long over, have a title, an address and recurring invoicing turned on: written
 * into the tables as so many purchases would have left them, which would take minutes.
 */
public final class InvoicingCompanies {

    /** What each has paid from cash and has no invoice for yet. */
    public static final String PAID = "300.00";

    private static final AtomicInteger RUN = new AtomicInteger();

    private final JdbcTemplate jdbc;
    private final OffsetDateTime now;
    private final List<String> ids = new ArrayList<>();

    private InvoicingCompanies(ApplicationContext context) {
        jdbc = new JdbcTemplate(context.getBean(DataSource.class));
        now = context.getBean(BusinessClock.class).now().atOffset(ZoneOffset.UTC);
    }

    /** So many new companies, who turned it on just now. @return their ids in order */
    public static List<String> make(ApplicationContext context, int number) {
        InvoicingCompanies made = new InvoicingCompanies(context);
        String run = "R%03d".formatted(RUN.incrementAndGet());
        IntStream.range(0, number).forEach(i -> made.ids.add(run + "-%05d".formatted(i)));
        made.write();
        return made.ids;
    }

    private void write() {
        BigDecimal paid = new BigDecimal(PAID);
        rows("""
                insert into company (id, uscc, name, taxpayer_type, standard, region, created_at)
                values (?, ?, ?, 'SMALL_SCALE', 'SMALL_ENTERPRISE', 'CITY', ?)""",
                id -> new Object[] {id, CreditCodes.next(), "定期" + id, now});
        rows("""
                insert into service_order (id, company_id, package_code, package_name, term_months, price, status, begun,
                    first_month, months_opened, ordered_by, ordered_at, paid_by, paid_at, confirmation_ends, confirmed_by,
                    confirmed_at, claimed_by, claimed_at, ended_effective_at, ended_processed_at)
                values (?, ?, 'MONTH', '月度代理记账', 1, ?, 'COMPLETED', true, '2020-01', 1, 'SYSTEM', ?, 'SYSTEM', ?, ?,
                    'SYSTEM', ?, 'SYSTEM', ?, ?, ?)""",
                id -> new Object[] {"O" + id, id, paid, now, now, now, now, now, now, now});
        rows("insert into service_order_month (company_id, service_month, order_id) values (?, '2020-01', ?)",
                id -> new Object[] {id, "O" + id});
        rows("""
                insert into top_up (id, company_id, amount, payer_name, payer_account, status, announced_by, announced_at,
                    review_due, received_amount, decided_by, decided_at, settled_at)
                values (?, ?, ?, '付款人', '62220000', 'CONFIRMED', 'SYSTEM', ?, date '2020-01-02', ?, 'SYSTEM', ?, ?)""",
                id -> new Object[] {"T" + id, id, paid, now, paid, now, now});
        rows("""
                insert into wallet (company_id, balance, gift_balance, cash_consumed, entries) values (?, 0, 0, ?, 2)""",
                id -> new Object[] {id, paid});
        entry("TOP_UP", 1, "T", null, paid, paid);
        entry("PAYMENT", 2, "O", "O", paid.negate(), BigDecimal.ZERO);
        rows("""
                insert into invoice_title (id, company_id, title_type, revision, status)
                values (?, ?, 'COMPANY_ORDINARY', 1, 'USABLE')""", id -> new Object[] {"B" + id, id});
        rows("""
                insert into invoice_title_revision (title_id, title_type, revision, name, tax_number, saved_by, saved_at)
                values (?, 'COMPANY_ORDINARY', 1, ?, ?, 'SYSTEM', ?)""",
                id -> new Object[] {"B" + id, "定期" + id, CreditCodes.next(), now});
        rows("""
                insert into delivery_address (id, company_id, kind, recipient, email, added_at, saved_by, saved_at)
                values (?, ?, 'E_MAIL', '收票人', 'fapiao@example.com', ?, 'SYSTEM', ?)""",
                id -> new Object[] {"L" + id, id, now, now});
        rows("""
                insert into invoice_account (company_id, invoiced, default_title_id, default_address_id, recurring,
                    recurring_changed_by, recurring_changed_at)
                values (?, 0, ?, ?, true, 'SYSTEM', ?)""", id -> new Object[] {id, "B" + id, "L" + id, now});
    }

    private void entry(String kind, int number, String reference, String order, BigDecimal amount, BigDecimal after) {
        rows("""
                insert into wallet_entry (company_id, entry_no, kind, reference, order_id, amount, gift_amount,
                    balance_after, gift_after, effective_at, processed_at, actor_id)
                values (?, %d, '%s', ?, ?, ?, 0, ?, 0, ?, ?, 'SYSTEM')""".formatted(number, kind),
                id -> new Object[] {id, reference + id, order == null ? null : order + id, amount, after, now, now});
    }

    private interface Row {
        Object[] of(String companyId);
    }

    private void rows(String sql, Row row) {
        jdbc.batchUpdate(sql, ids.stream().map(row::of).toList());
    }
}
