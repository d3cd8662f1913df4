package zhangfang.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/** In-app notices (站内通知), written in the transaction of what they tell about. */
@Service
public class Notices {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final People people;
    private final MessageSource messages;
    private final ObjectMapper json = new ObjectMapper();
    private final TransactionTemplate savepoint;

    Notices(JdbcClient jdbc, BusinessClock clock, People people, MessageSource messages,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.people = people;
        this.messages = messages;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Tells all of a company's people; once per {@code onceKey}, however often called. */
    @Transactional
    public void tellCompany(String companyId, String onceKey, String messageKey, Object... args) {
        people.membersOf(companyId).forEach(user -> tell(user, companyId, onceKey, messageKey, args));
    }

    /** Tells everyone in a role; once per {@code onceKey}. */
    @Transactional
    public void tellRole(Role role, String companyId, String onceKey, String messageKey, Object... args) {
        people.inRole(role).keySet().forEach(user -> tell(user, companyId, onceKey, messageKey, args));
    }

    /** Tells one person; once per {@code onceKey}. */
    @Transactional
    public void tell(String userId, String companyId, String onceKey, String messageKey, Object... args) {
        boolean told = jdbc.sql("select count(*) from notice where recipient_id = ? and once_key = ?")
                .params(userId, onceKey).query(Integer.class).single() > 0;
        if (told) {
            return;
        }
        try {
            // a savepoint: two nodes may tell the same at once, and the loser's transaction must live on
            savepoint.executeWithoutResult(status -> insert(userId, companyId, onceKey, messageKey, args));
        } catch (DuplicateKeyException e) {
            // told by the other
        }
    }

    /** A notice as its reader sees it, newest first in lists. */
    public record Notice(long id, String companyId, String text, java.time.Instant at, boolean read) {
    }

    /** A person's newest notices, in the language of this request. */
    @Transactional(readOnly = true)
    public List<Notice> of(String userId, int limit) {
        Locale locale = LocaleContextHolder.getLocale();
        return jdbc.sql("""
                select n.id, n.company_id, n.message_key, n.message_args, n.created_at, r.read_at
                from notice n left join notice_read r on r.notice_id = n.id
                where n.recipient_id = ?
                order by n.id desc
                fetch first ? rows only""")
                .params(userId, limit)
                .query((row, number) -> new Notice(row.getLong(1), row.getString(2),
                        text(row.getString(3), row.getString(4), locale), instant(row.getObject(5,
                                OffsetDateTime.class)), row.getObject(6) != null))
                .list();
    }

    /** How many notices a person has not read. */
    @Transactional(readOnly = true)
    public int unread(String userId) {
        return jdbc.sql("""
                select count(*) from notice n
                where n.recipient_id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)""")
                .param(userId).query(Integer.class).single();
    }

    /** Marks a person's own notice as read; again does nothing. @throws Refusal not found, also for another's notice */
    @Transactional
    public void read(String userId, long noticeId) {
        jdbc.sql("select id from notice where id = ? and recipient_id = ? for update").params(noticeId, userId)
                .query(Long.class).optional().orElseThrow(Refusal::notFound);
        jdbc.sql("""
                insert into notice_read (notice_id, read_at)
                select id, cast(? as timestamp(6) with time zone) from notice n
                where id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)""")
                .params(clock.now().atOffset(ZoneOffset.UTC), noticeId).update();
    }

    /** Marks all of a person's notices as read. */
    @Transactional
    public void readAll(String userId) {
        jdbc.sql("""
                insert into notice_read (notice_id, read_at)
                select id, cast(? as timestamp(6) with time zone) from notice n
                where recipient_id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)""")
                .params(clock.now().atOffset(ZoneOffset.UTC), userId).update();
    }

    private void insert(String userId, String companyId, String onceKey, String messageKey, Object... args) {
        jdbc.sql("""
                insert into notice (recipient_id, company_id, once_key, message_key, message_args, created_at)
                values (?, ?, ?, ?, ?, ?)""")
                .params(userId, companyId, onceKey, messageKey, write(args), clock.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    private String text(String key, String args, Locale locale) {
        try {
            return messages.getMessage(key, json.readValue(args, TEXTS).toArray(), locale);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("notice arguments: " + args, e);
        }
    }

    private String write(Object... args) {
        try {
            return json.writeValueAsString(Arrays.stream(args).map(String::valueOf).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
