package zhangfang.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.money.Money;

/** What the cash consumed (现金消耗金额) is made of: orders paid from cash, less what was refunded of them. */
@Service
public class CashConsumption {

    /**
     * @param paid          in cash, by orders
     * @param payments      how many payments in cash
     * @param refunded      in cash
     * @param refunds       how many refunds in cash
     */
    public record Totals(Money paid, int payments, Money refunded, int refunds) {
    }

    /**
     * A payment or refund in cash.
     *
     * @param cash        what of it was cash, positive
     * @param gift        what of it was a gift, positive
     * @param effectiveAt the instant that it counts for
     */
    public record Movement(String orderId, Money cash, Money gift, Instant effectiveAt) {
    }

    private static final String CASH = "abs(amount - gift_amount)";

    private final JdbcClient jdbc;

    CashConsumption(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For code that has already checked who asks. */
    @Transactional(readOnly = true)
    public Totals totals(String companyId) {
        return jdbc.sql("""
                select sum(case when kind = 'PAYMENT' then gift_amount - amount end) as paid,
                       sum(case when kind = 'PAYMENT' then 1 else 0 end) as payments,
                       sum(case when kind = 'REFUND' then amount - gift_amount end) as refunded,
                       sum(case when kind = 'REFUND' then 1 else 0 end) as refunds
                from wallet_entry
                where company_id = ? and kind in ('PAYMENT', 'REFUND') and amount <> gift_amount""")
                .param(companyId)
                .query((row, number) -> new Totals(Money.ofNullable(row.getBigDecimal(1)), row.getInt(2),
                        Money.ofNullable(row.getBigDecimal(3)), row.getInt(4)))
                .single();
    }

    /** Payments or refunds in cash, newest first; for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public List<Movement> movements(String companyId, Entry.Kind kind, int limit) {
        return jdbc.sql("select order_id, " + CASH + " as cash, abs(gift_amount) as gift, effective_at from wallet_entry"
                + " where company_id = ? and kind = ? and amount <> gift_amount"
                + " order by entry_no desc fetch first ? rows only")
                .params(companyId, kind.name(), limit).query(CashConsumption::movement).list();
    }

    private static Movement movement(ResultSet row, int number) throws SQLException {
        return new Movement(row.getString("order_id"), Money.of(row.getBigDecimal("cash")),
                Money.of(row.getBigDecimal("gift")), row.getObject("effective_at", OffsetDateTime.class).toInstant());
    }
}
