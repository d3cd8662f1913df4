package zhangfang.notice;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** What waits for a daily mail is its reader's own; an address is in use only after its code has come back. */
@Component
class NoticeCheck implements StateCheck {

    private final JdbcClient jdbc;

    NoticeCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        jdbc.sql("""
                select d.notice_id from notice_digest d join notice n on n.id = d.notice_id
                where n.recipient_id <> d.recipient_id""").query(Long.class).list()
                .forEach(id -> found.add("notice waits for another person's mail: " + id));
        jdbc.sql("""
                select s.user_id from notice_settings s
                where s.email is not null and not exists (select 1 from email_code c
                    where c.user_id = s.user_id and c.email = s.email and c.used_at is not null)""")
                .query(String.class).list().forEach(user -> found.add("address in use without its code: " + user));
        return found;
    }
}
