package zhangfang.invoicing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Titles stand where their revisions and decisions say, special ones rest on scans, and defaults are there to be used. */
@Component
class TitlesCheck implements StateCheck {

    private final JdbcClient jdbc;

    TitlesCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "invoice titles and addresses";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "revisions of a title have gaps, or its newest does not count: ", """
                select t.id from invoice_title t
                left join (select title_id, count(*) as saved, max(revision) as newest
                           from invoice_title_revision group by title_id) r on r.title_id = t.id
                where t.revision <> coalesce(r.newest, 0) or t.revision <> coalesce(r.saved, 0)""");
        add(found, "status of a title is not what was decided: ", """
                select t.id from invoice_title t
                left join invoice_title_decision d on d.title_id = t.id and d.revision = t.revision
                where t.status = 'APPROVED' and (d.approved is null or not d.approved)
                   or t.status = 'REJECTED' and (d.approved is null or d.approved)
                   or t.status in ('IN_REVIEW', 'USABLE') and d.approved is not null""");
        add(found, "decision on a title that is not reviewed: ", """
                select d.title_id from invoice_title_decision d join invoice_title t on t.id = d.title_id
                where t.title_type <> 'COMPANY_SPECIAL'""");
        for (String category : List.of("TAX_REGISTRATION", "TAXPAYER_CERTIFICATE")) {
            add(found, "revision of a special title without its scan " + category + ": ", """
                    select r.title_id from invoice_title_revision r
                    where r.title_type = 'COMPANY_SPECIAL' and not exists (
                        select 1 from invoice_title_scan s join document d on d.id = s.document_id
                        where s.title_id = r.title_id and s.revision = r.revision and d.owner_id = r.title_id
                          and d.category = '%s')""".formatted(category));
        }
        add(found, "default title was removed: ", """
                select a.company_id from invoice_account a join invoice_title t on t.id = a.default_title_id
                where t.status = 'REMOVED'""");
        add(found, "default address was removed: ", """
                select a.company_id from invoice_account a join delivery_address d on d.id = a.default_address_id
                where d.removed_at is not null""");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
