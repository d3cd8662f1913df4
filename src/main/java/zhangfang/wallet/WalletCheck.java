package zhangfang.wallet;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Every balance is the sum of its entries, every entry follows the one before, no more was refunded than paid. */
@Component
class WalletCheck implements StateCheck {

    private final JdbcClient jdbc;

    WalletCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "wallet";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "balance differs from the sum of its entries: ", """
                select w.company_id from wallet w
                left join (select company_id, sum(amount) as amount, sum(gift_amount) as gift, count(*) as entries,
                                  max(entry_no) as last_no,
                                  sum(case when kind in ('PAYMENT', 'REFUND') then gift_amount - amount else 0 end)
                                      as consumed
                           from wallet_entry group by company_id) e on e.company_id = w.company_id
                where w.balance <> coalesce(e.amount, 0) or w.gift_balance <> coalesce(e.gift, 0)
                   or w.entries <> coalesce(e.entries, 0) or w.entries <> coalesce(e.last_no, 0)
                   or w.cash_consumed <> coalesce(e.consumed, 0)""");
        add(found, "running balance does not follow from the entry before: ", """
                select e.company_id from wallet_entry e
                left join wallet_entry b on b.company_id = e.company_id and b.entry_no = e.entry_no - 1
                where e.balance_after <> coalesce(b.balance_after, 0) + e.amount
                   or e.gift_after <> coalesce(b.gift_after, 0) + e.gift_amount""");
        add(found, "more was refunded than paid, in gifts or in cash: ", """
                select order_id from wallet_entry where order_id is not null group by order_id
                having sum(gift_amount) > 0 or sum(amount - gift_amount) > 0""");
        add(found, "top-up and its entry do not agree: ", """
                select t.id from top_up t
                left join wallet_entry e on e.kind = 'TOP_UP' and e.reference = t.id and e.company_id = t.company_id
                where (t.status = 'CONFIRMED') <> (e.id is not null)
                   or t.status = 'CONFIRMED' and e.amount <> t.received_amount""");
        add(found, "withdrawal and its entries do not agree: ", """
                select w.id from withdrawal w
                left join wallet_entry e on e.kind = 'WITHDRAWAL' and e.reference = w.id
                    and e.company_id = w.company_id and e.amount = -w.amount
                left join wallet_entry r on r.kind = 'WITHDRAWAL_RETURNED' and r.reference = w.id
                    and r.company_id = w.company_id and r.amount = w.amount and r.entry_no > e.entry_no
                where e.id is null or (w.status in ('REJECTED', 'CANCELLED')) <> (r.id is not null)""");
        add(found, "entry without its top-up or withdrawal: ", """
                select e.reference from wallet_entry e
                left join top_up t on t.id = e.reference and t.company_id = e.company_id
                left join withdrawal w on w.id = e.reference and w.company_id = e.company_id
                where e.kind = 'TOP_UP' and t.id is null
                   or e.kind in ('WITHDRAWAL', 'WITHDRAWAL_RETURNED') and w.id is null""");
        add(found, "cash that is neither topped up, consumed nor withdrawn: ", """
                select w.company_id from wallet w
                left join (select company_id, sum(amount) as cash from wallet_entry
                           where kind in ('TOP_UP', 'WITHDRAWAL', 'WITHDRAWAL_RETURNED') group by company_id) c
                    on c.company_id = w.company_id
                where w.balance - w.gift_balance <> coalesce(c.cash, 0) - w.cash_consumed""");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
