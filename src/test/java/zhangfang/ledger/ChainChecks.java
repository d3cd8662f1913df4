package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the check must find and name, on either database. */
final class ChainChecks {

    private static final String VICTIM = "2026-02 no. 1";

    private ChainChecks() {
    }

    static void findsEveryColumnOfAVoucher(Tampering tampering) {
        Map<String, List<String>> found = tampering.findings(tampering.everyColumn("voucher", "id = :victim"));

        found.forEach((column, findings) -> assertThat(findings).as(column).isNotEmpty()
                .anyMatch(finding -> finding.startsWith("refused") || finding.contains(VICTIM)
                        || column.equals("voucher_number") && finding.contains("2026-02 no. 41 is not")
                        || column.equals("period") && finding.contains("2026-03 no. 1 is not")));
        assertThat(found.get("summary")).isNull();
        assertThat(found.get("prepared_by")).containsExactly(VICTIM + " is not what was posted (voucher "
                + tampering.victim() + ").");
        assertThat(found.get("chain_hash")).singleElement().asString().contains("its hash was changed");
    }

    static void findsEveryColumnOfAnEntry(Tampering tampering) {
        Map<String, List<String>> found =
                tampering.findings(tampering.everyColumn("voucher_entry", "voucher_id = :victim and line = 2"));

        found.forEach((column, findings) -> assertThat(findings).as(column).isNotEmpty()
                .anyMatch(finding -> finding.startsWith("refused") || finding.contains(VICTIM)));
        for (String column : List.of("summary", "counterparty", "debit", "credit", "account_code", "company_id",
                "content_hash", "period", "cash_flow_line")) {
            assertThat(found.get(column)).as(column).anyMatch(finding -> finding.startsWith("refused")
                    || finding.startsWith(VICTIM + ": entry 2 is not what was posted"));
        }
        assertThat(found.get("summary")).hasSize(1);
    }

    static void findsWhatIsRemovedAddedOrSwapped(Tampering tampering) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("entry removed", "delete from cash_flow where voucher_id = :victim and line = 2;"
                + "delete from voucher_entry where voucher_id = :victim and line = 2");
        changes.put("last entry removed", "delete from cash_flow where voucher_id = :victim and line = 3;"
                + "delete from voucher_entry where voucher_id = :victim and line = 3");
        changes.put("entry added", "insert into voucher_entry select voucher_id, 4, company_id, period, summary, account_code,"
                + " counterparty, debit, credit, cash_flow_line, content_hash from voucher_entry"
                + " where voucher_id = :victim and line = 1");
        changes.put("entry changed with its hash", "update voucher_entry set summary = 'x', content_hash = repeat('a', 64)"
                + " where voucher_id = :victim and line = 1");
        String remove = "delete from cash_flow where voucher_id %1$s; delete from voucher_entry where voucher_id %1$s;"
                + " delete from voucher where id %1$s";
        changes.put("voucher removed", remove.formatted("= :victim"));
        String last = "in (select id from voucher where company_id = :book and chain_no = 6)";
        changes.put("last voucher removed", remove.formatted(last).replace("delete from voucher where id " + last,
                "delete from voucher where company_id = :book and chain_no = 6"));
        changes.put("last voucher removed, head set back", changes.get("last voucher removed")
                + "; update book set chain_length = 5, chain_hash = (select chain_hash from voucher where company_id = :book"
                + " and chain_no = 5) where company_id = :book");
        changes.put("cut off behind the closing", """
                delete from cash_flow where company_id = :book and period = '2026-02';
                delete from voucher_entry where company_id = :book and period = '2026-02';
                delete from voucher where company_id = :book and period = '2026-02';
                delete from voucher_entry where voucher_id in (select id from voucher where company_id = :book and chain_no = 3);
                delete from voucher where company_id = :book and chain_no = 3;
                update book set chain_length = 2, chain_hash = (select chain_hash from voucher where company_id = :book
                    and chain_no = 2) where company_id = :book""");
        changes.put("written anew", "update voucher set chain_hash = repeat('b', 64) where company_id = :book and chain_no = 3;"
                + "update chain_seal set chain_hash = repeat('c', 64) where company_id = :book");
        changes.put("swapped", """
                update voucher set chain_no = 99 where company_id = :book and chain_no = 5;
                update voucher set chain_no = 5 where company_id = :book and chain_no = 6;
                update voucher set chain_no = 6 where company_id = :book and chain_no = 99""");
        changes.put("voucher added", """
                insert into voucher (id, company_id, period, voucher_date, voucher_number, state, kind, origin, seq,
                    content_hash, prepared_by, prepared_at, reviewed_by, reviewed_at, posted_by, posted_at, entry_count,
                    chain_no, chain_hash)
                select 'VX', company_id, period, voucher_date, 9, state, kind, origin, seq, content_hash, prepared_by,
                    prepared_at, reviewed_by, reviewed_at, posted_by, posted_at, entry_count, 7, chain_hash
                from voucher where id = :victim""");
        changes.put("head", "update book set chain_hash = repeat('d', 64) where company_id = :book");
        changes.put("head set back", "update book set chain_length = 5, chain_hash = (select chain_hash from voucher"
                + " where company_id = :book and chain_no = 5) where company_id = :book");
        changes.put("balance", "update month_movement set debit = debit + 1 where company_id = :book and period = '2026-02'"
                + " and account_code = '1002'");
        changes.put("carried balance", "update month_movement set carried_debit = carried_debit + 1 where company_id = :book"
                + " and period = '2026-01' and account_code = '5001'");
        changes.put("cash of a month", "update cash_month set amount = amount + 1 where company_id = :book");

        Map<String, List<String>> found = tampering.findings(changes);

        assertThat(found.get("entry removed")).anyMatch(named("entry 2 is missing"));
        assertThat(found.get("last entry removed")).anyMatch(named("entry 3 is missing"));
        assertThat(found.get("entry added")).anyMatch(named("entry 4 was added"));
        assertThat(found.get("entry changed with its hash")).anyMatch(named("entry 1 is not what was posted"));
        assertThat(found.get("voucher removed")).contains(VICTIM + " is missing (place 4 of the chain).");
        assertThat(found.get("last voucher removed")).contains("2026-02 no. 3 is missing (place 6 of the chain).");
        assertThat(found.get("last voucher removed, head set back")).anyMatch(one -> one.contains("numbers of"));
        assertThat(found.get("cut off behind the closing")).anyMatch(one -> one.contains("there were 3 vouchers, now there are 2"));
        assertThat(found.get("written anew")).anyMatch(one -> one.contains("place 3, 2026-01 no. 3"));
        assertThat(found.get("swapped")).anyMatch(one -> one.contains("2026-02 no. 3 is not what was posted"))
                .anyMatch(one -> one.contains("2026-02 no. 2 is not what was posted"));
        assertThat(found.get("voucher added")).anyMatch(one -> one.contains("2026-02 no. 9 did not come into the book"));
        assertThat(found.get("head")).singleElement().asString().contains("the end of the chain".substring(4));
        assertThat(found.get("head set back")).anyMatch(one -> one.contains("end of the chain"));
        assertThat(found.get("balance")).anyMatch(one -> one.contains("turnover of"));
        assertThat(found.get("carried balance")).anyMatch(one -> one.contains("turnover of"));
        assertThat(found.get("cash of a month")).anyMatch(one -> one.contains("cash of month"));
    }

    private static Predicate<String> named(String what) {
        return finding -> finding.startsWith(VICTIM + ": " + what);
    }
}
