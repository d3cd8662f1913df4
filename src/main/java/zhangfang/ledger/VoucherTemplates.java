package zhangfang.ledger;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Templates of vouchers (凭证模板), of a book: what is entered every month. A template is kept as it was typed, with amounts
 * missing or accounts that are gone by now; it is checked when a voucher is made of it.
 */
@Service
public class VoucherTemplates {

    static final int MOST = 200;
    private static final int MOST_LINES = 200;
    private static final int NAME_LIMIT = 100;
    private static final int AMOUNT_LIMIT = 40;
    private static final int CODE_LIMIT = 20;
    private static final int TAG_LIMIT = 8;

    /** @param summary of its first line; @param lines how many it has */
    public record Template(String id, String name, String summary, int lines, String createdBy) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final Audit audit;

    VoucherTemplates(JdbcClient jdbc, Books books, BookAccess access, Numbers numbers, BusinessClock clock, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.numbers = numbers;
        this.clock = clock;
        this.audit = audit;
    }

    /** The templates of a book, by name. */
    public List<Template> list(Actor actor, String companyId) {
        access.read(actor, companyId);
        return jdbc.sql("""
                select t.id, t.name, t.created_by, coalesce(min(case when l.line = 1 then l.summary end), '') as summary,
                    count(l.line) as line_count
                from voucher_template t left join voucher_template_line l on l.template_id = t.id
                where t.company_id = ? group by t.id, t.name, t.created_by order by t.name""")
                .param(companyId)
                .query((rs, i) -> new Template(rs.getString("id"), rs.getString("name"), rs.getString("summary"),
                        rs.getInt("line_count"), rs.getString("created_by")))
                .list();
    }

    /** What a template fills into a voucher of this date. @throws Refusal not found */
    public Draft draft(Actor actor, String companyId, String templateId, String date) {
        access.read(actor, companyId);
        require(companyId, templateId);
        return new Draft(date, "", jdbc.sql("""
                select summary, account_code, account_name, debit, credit, counterparty, cash_flow_line
                from voucher_template_line where template_id = ? order by line""")
                .param(templateId)
                .query((rs, i) -> new DraftEntry(rs.getString("summary"), rs.getString("account_code"),
                        rs.getString("account_name"), rs.getString("debit"), rs.getString("credit"),
                        rs.getString("counterparty"), rs.getString("cash_flow_line")))
                .list());
    }

    /** Keeps what was typed under a name that no other template of the book has. */
    @Transactional
    public Template save(Actor actor, String companyId, String name, Draft draft) {
        books.lockForWriting(actor, companyId, false);
        String called = checkedName(name);
        List<DraftEntry> lines = checkedLines(draft);
        if (list(actor, companyId).size() >= MOST) {
            throw Refusal.field("templateName", "ledger.template.tooMany", MOST);
        }
        requireFree(companyId, called, null);
        String id = numbers.next("T");
        jdbc.sql("insert into voucher_template (id, company_id, name, created_by, created_at) values (?, ?, ?, ?, ?)")
                .params(id, companyId, called, actor.id(), clock.now().atOffset(ZoneOffset.UTC)).update();
        insert(id, lines);
        audit.record(actor, "voucherTemplate.save", companyId, id, called);
        return find(actor, companyId, id);
    }

    @Transactional
    public Template rename(Actor actor, String companyId, String templateId, String name) {
        books.lockForWriting(actor, companyId, false);
        require(companyId, templateId);
        String called = checkedName(name);
        requireFree(companyId, called, templateId);
        jdbc.sql("update voucher_template set name = ? where id = ?").params(called, templateId).update();
        audit.record(actor, "voucherTemplate.rename", companyId, templateId, called);
        return find(actor, companyId, templateId);
    }

    /** Deletes a template; a second time changes nothing. */
    @Transactional
    public void delete(Actor actor, String companyId, String templateId) {
        books.lockForWriting(actor, companyId, false);
        int deleted = jdbc.sql("delete from voucher_template where id = ? and company_id = ?")
                .params(templateId, companyId).update();
        if (deleted > 0) {
            audit.record(actor, "voucherTemplate.delete", companyId, templateId, "");
        }
    }

    private void insert(String templateId, List<DraftEntry> lines) {
        List<Integer> places = new ArrayList<>();
        lines.forEach(line -> places.add(places.size()));
        ColumnArrays.of(places)
                .column("line", place -> place + 1)
                .column("summary", place -> text(lines.get(place).summary()))
                .column("account_code", place -> text(lines.get(place).accountCode()))
                .column("account_name", place -> text(lines.get(place).accountName()))
                .column("counterparty", place -> text(lines.get(place).counterparty()))
                .column("debit", place -> text(lines.get(place).debit()))
                .column("credit", place -> text(lines.get(place).credit()))
                .column("cash_flow_line", place -> text(lines.get(place).cashFlowLine()))
                .update(jdbc, """
                        insert into voucher_template_line (template_id, line, summary, account_code, account_name,
                            counterparty, debit, credit, cash_flow_line)
                        select :template, cast(r.line as integer), r.summary, r.account_code, r.account_name,
                            r.counterparty, r.debit, r.credit, r.cash_flow_line
                        from {rows}""", Map.of("template", templateId));
    }

    private static String checkedName(String name) {
        String called = text(name);
        if (called.isEmpty() || called.length() > NAME_LIMIT) {
            throw Refusal.field("templateName", "ledger.template.badName", NAME_LIMIT);
        }
        return called;
    }

    private static List<DraftEntry> checkedLines(Draft draft) {
        List<DraftEntry> lines = draft.entries() == null ? List.of() : draft.entries();
        if (lines.isEmpty()) {
            throw Refusal.field("templateName", "ledger.template.empty");
        }
        if (lines.size() > MOST_LINES) {
            throw Refusal.field("templateName", "ledger.template.tooManyLines", MOST_LINES);
        }
        List<Reason> reasons = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            DraftEntry line = lines.get(at);
            String prefix = "entries[" + at + "].";
            reasons.add(tooLong(prefix + "summary", line.summary(), VoucherLines.SUMMARY_LIMIT));
            reasons.add(tooLong(prefix + "accountCode", line.accountCode(), CODE_LIMIT));
            reasons.add(tooLong(prefix + "accountName", line.accountName(), VoucherLines.NAME_LIMIT));
            reasons.add(tooLong(prefix + "counterparty", line.counterparty(), VoucherLines.NAME_LIMIT));
            reasons.add(tooLong(prefix + "debit", line.debit(), AMOUNT_LIMIT));
            reasons.add(tooLong(prefix + "credit", line.credit(), AMOUNT_LIMIT));
            reasons.add(tooLong(prefix + "cashFlowLine", line.cashFlowLine(), TAG_LIMIT));
        }
        reasons.removeIf(Objects::isNull);
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
        return lines;
    }

    private static Reason tooLong(String field, String value, int limit) {
        return text(value).length() > limit ? Reason.field(field, "ledger.voucher.tooLong", limit) : null;
    }

    /** The book is locked, so that nobody else takes the name meanwhile. */
    private void requireFree(String companyId, String name, String butFor) {
        Optional<String> other = jdbc.sql("select id from voucher_template where company_id = ? and name = ?")
                .params(companyId, name).query(String.class).optional();
        if (other.isPresent() && !other.get().equals(butFor)) {
            throw Refusal.field("templateName", "ledger.template.nameTaken", name);
        }
    }

    private void require(String companyId, String templateId) {
        jdbc.sql("select name from voucher_template where id = ? and company_id = ?").params(templateId, companyId)
                .query(String.class).optional().orElseThrow(Refusal::notFound);
    }

    private Template find(Actor actor, String companyId, String templateId) {
        return list(actor, companyId).stream().filter(each -> each.id().equals(templateId)).findFirst().orElseThrow();
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
