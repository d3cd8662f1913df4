package zhangfang.invoicing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.invoicing.InvoiceableBreakdown.Figure;
import zhangfang.invoicing.InvoiceableBreakdown.Part;
import zhangfang.invoicing.InvoiceableBreakdown.Row;
import zhangfang.money.Money;
import zhangfang.wallet.CashConsumption;
import zhangfang.wallet.Entry;
import zhangfang.wallet.InvoiceableAmount;
import zhangfang.wallet.InvoiceableAmounts;
import zhangfang.wallet.Wallet;

/**
 * The figures behind what invoices a company may apply for (可开票金额). The amount itself is two running sums and never
 * reads history; the figures are sums, each in one query, and lead to their rows.
 */
@Service
public class InvoiceableFigures {

    private static final int MOST_ROWS = 200;
    private static final int MOST_CAUSES = 5;

    private final JdbcClient jdbc;
    private final Wallet wallet;
    private final CashConsumption consumption;
    private final InvoiceableAmounts amounts;

    InvoiceableFigures(JdbcClient jdbc, Wallet wallet, CashConsumption consumption,
            InvoiceableAmounts amounts) {
        this.jdbc = jdbc;
        this.wallet = wallet;
        this.consumption = consumption;
        this.amounts = amounts;
    }

    /** With its figures and their newest rows. @throws zhangfang.refusal.Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public InvoiceableBreakdown of(Actor actor, String companyId) {
        InvoiceableAmount headline = amounts.of(actor, companyId);
        Money amount = headline.invoiceable();
        Map<Figure, Sum> sums = sums(companyId);
        return new InvoiceableBreakdown(amount, headline.cashConsumed(), headline.invoiced(),
                parts(companyId, sums, Figure.PAID, Figure.REFUNDED, Figure.UNDER_WAY, Figure.ISSUED, Figure.RED),
                parts(companyId, sums, Figure.CANCELLED, Figure.REJECTED, Figure.UNSPENT),
                amount.isNegative() ? rows(companyId, Figure.REFUNDED, MOST_CAUSES) : List.of());
    }

    private record Sum(Money amount, int count) {
        static final Sum NONE = new Sum(Money.ZERO, 0);
    }

    private Map<Figure, Sum> sums(String companyId) {
        Map<Figure, Sum> sums = new EnumMap<>(Figure.class);
        CashConsumption.Totals cash = consumption.totals(companyId);
        sums.put(Figure.PAID, new Sum(cash.paid(), cash.payments()));
        sums.put(Figure.REFUNDED, new Sum(cash.refunded(), cash.refunds()));
        sums.put(Figure.UNSPENT, new Sum(wallet.balance(companyId).total(), 0));
        jdbc.sql("""
                select figure, sum(amount), count(*)
                from (select amount, case when status in ('APPLIED', 'ISSUING', 'FAILED') then 'UNDER_WAY'
                                          when status in ('CANCELLED', 'REJECTED') then status
                                          else 'ISSUED' end as figure
                      from invoice_application where company_id = ?) a
                group by figure""")
                .param(companyId)
                .query((row, number) -> sums.put(Figure.valueOf(row.getString(1)),
                        new Sum(Money.of(row.getBigDecimal(2)), row.getInt(3))))
                .list();
        jdbc.sql("select sum(red_amount), count(*) from invoice_return where company_id = ? and status = 'RETURNED'")
                .param(companyId)
                .query((row, number) -> sums.put(Figure.RED,
                        new Sum(Money.ofNullable(row.getBigDecimal(1)), row.getInt(2))))
                .list();
        return sums;
    }

    private List<Part> parts(String companyId, Map<Figure, Sum> sums, Figure... figures) {
        return Stream.of(figures)
                .map(figure -> {
                    Sum sum = sums.getOrDefault(figure, Sum.NONE);
                    return new Part(figure, sum.amount(), sum.count(),
                            sum.count() == 0 ? List.of() : rows(companyId, figure, MOST_ROWS));
                })
                .toList();
    }

    private List<Row> rows(String companyId, Figure figure, int limit) {
        return switch (figure) {
            case PAID -> movements(companyId, Entry.Kind.PAYMENT, limit);
            case REFUNDED -> movements(companyId, Entry.Kind.REFUND, limit);
            case UNDER_WAY -> applications(companyId, List.of("APPLIED", "ISSUING", "FAILED"), limit);
            case ISSUED -> applications(companyId, List.of("ISSUED", "MAILED", "COMPLETED"), limit);
            case CANCELLED, REJECTED -> applications(companyId, List.of(figure.name()), limit);
            case RED -> reds(companyId, limit);
            case UNSPENT -> List.of();
        };
    }

    private List<Row> movements(String companyId, Entry.Kind kind, int limit) {
        return consumption.movements(companyId, kind, limit).stream()
                .map(each -> new Row(each.orderId(), null, each.cash(), each.effectiveAt())).toList();
    }

    private List<Row> applications(String companyId, List<String> statuses, int limit) {
        return jdbc.sql("""
                select id, amount, applied_at from invoice_application
                where company_id = :company and status in (:statuses)
                order by applied_at desc, id desc fetch first :limit rows only""")
                .param("company", companyId).param("statuses", statuses).param("limit", limit)
                .query((row, number) -> new Row(row.getString("id"), row.getString("id"),
                        Money.of(row.getBigDecimal("amount")), ApplicationRows.instant(row, "applied_at")))
                .list();
    }

    private List<Row> reds(String companyId, int limit) {
        return jdbc.sql("""
                select red_code, red_number, application_id, red_amount, ended_at from invoice_return
                where company_id = ? and status = 'RETURNED'
                order by ended_at desc, id desc fetch first ? rows only""")
                .params(companyId, limit)
                .query((row, number) -> new Row(row.getString("red_code") == null ? row.getString("red_number")
                        : row.getString("red_code") + "-" + row.getString("red_number"), row.getString("application_id"),
                        Money.of(row.getBigDecimal("red_amount")), ApplicationRows.instant(row, "ended_at")))
                .list();
    }
}
