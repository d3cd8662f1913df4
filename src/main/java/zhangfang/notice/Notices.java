package zhangfang.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
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

    private static final String SELECT = """
            select n.id, n.company_id, n.task_id, n.category, n.message_key, n.message_args, n.created_at, r.read_at
            from notice n left join notice_read r on r.notice_id = n.id
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final People people;
    private final MessageSource messages;
    private final NoticeMails mails;
    private final ObjectMapper json = new ObjectMapper();
    private final TransactionTemplate savepoint;

    Notices(JdbcClient jdbc, BusinessClock clock, People people, MessageSource messages,
            NoticeMails mails, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.people = people;
        this.messages = messages;
        this.mails = mails;
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
        tellOfTask(userId, companyId, null, onceKey, messageKey, args);
    }

    /** Tells one person of a task, whose address goes with it; once per {@code onceKey}. */
    @Transactional
    public void tellOfTask(String userId, String companyId, String taskId, String onceKey, String messageKey,
            Object... args) {
        boolean told = jdbc.sql("select count(*) from notice where recipient_id = ? and once_key = ?")
                .params(userId, onceKey).query(Integer.class).single() > 0;
        if (told) {
            return;
        }
        try {
            // a savepoint: two nodes may tell the same at once, and the loser's transaction must live on
            savepoint.executeWithoutResult(status ->
                    mails.put(insert(new Told(userId, companyId, taskId, onceKey, messageKey, args))));
        } catch (DuplicateKeyException e) {
            // told by the other
        }
    }

    private record Told(String userId, String companyId, String taskId, String onceKey, String messageKey,
                        Object... args) {
    }

    /**
     * A notice as its reader sees it.
     *
     * @param taskId the task that it tells of, or {@code null}; the task may be done by now
     */
    public record Notice(long id, String companyId, String taskId, NoticeCategory category, String text, Instant at,
                         boolean read) {
    }

    /** A person's newest notices, in the language of this request. */
    @Transactional(readOnly = true)
    public List<Notice> of(String userId, int limit) {
        return jdbc.sql(SELECT + """
                where n.recipient_id = ?
                order by n.id desc
                fetch first ? rows only""")
                .params(userId, limit).query(this::notice).list();
    }

    /** One page of a person's notices: what is not read first, then the newest. @param category {@code null}: all */
    @Transactional(readOnly = true)
    public List<Notice> page(String userId, NoticeCategory category, int page, int size) {
        return jdbc.sql(SELECT + """
                where n.recipient_id = :user and (cast(:category as varchar) is null or n.category = :category)
                order by case when r.read_at is null then 0 else 1 end, n.id desc
                offset :from rows fetch first :size rows only""")
                .param("user", userId).param("category", category == null ? null : category.name())
                .param("from", (long) page * size).param("size", size).query(this::notice).list();
    }

    /** How many notices of a category a person has, read or not; of categories without any there is no entry. */
    @Transactional(readOnly = true)
    public Map<NoticeCategory, Integer> countByCategory(String userId) {
        Map<NoticeCategory, Integer> counts = new EnumMap<>(NoticeCategory.class);
        jdbc.sql("select category, count(*) from notice where recipient_id = ? group by category").param(userId)
                .query(row -> {
                    counts.put(NoticeCategory.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
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
                select id from notice n
                where recipient_id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)
                order by id for update""").param(userId).query(Long.class).list();
        jdbc.sql("""
                insert into notice_read (notice_id, read_at)
                select id, cast(? as timestamp(6) with time zone) from notice n
                where recipient_id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)""")
                .params(clock.now().atOffset(ZoneOffset.UTC), userId).update();
    }

    /** A task is done or gone: nobody needs to read what was told of it. */
    @Transactional
    public void settled(String taskId) {
        List<Long> unread = jdbc.sql("""
                select id from notice n
                where task_id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)
                order by id for update""").param(taskId).query(Long.class).list();
        if (!unread.isEmpty()) {
            jdbc.sql("""
                    insert into notice_read (notice_id, read_at)
                    select id, cast(? as timestamp(6) with time zone) from notice n
                    where task_id = ? and not exists (select 1 from notice_read r where r.notice_id = n.id)""")
                    .params(clock.now().atOffset(ZoneOffset.UTC), taskId).update();
        }
    }

    private NoticeMails.Told insert(Told told) {
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into notice (recipient_id, company_id, task_id, category, once_key, message_key, message_args,
                                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(told.userId(), told.companyId(), told.taskId(), NoticeCategory.of(told.messageKey()).name(),
                        told.onceKey(), told.messageKey(), write(told.args()), clock.now().atOffset(ZoneOffset.UTC))
                .update(id, "id");
        return new NoticeMails.Told(id.getKeyAs(Long.class), told.userId(), told.taskId(), told.messageKey(),
                Arrays.stream(told.args()).map(String::valueOf).toArray());
    }

    private Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(row.getLong("id"), row.getString("company_id"), row.getString("task_id"),
                NoticeCategory.valueOf(row.getString("category")),
                text(row.getString("message_key"), row.getString("message_args"), LocaleContextHolder.getLocale()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getObject("read_at") != null);
    }

    String text(String key, String args, Locale locale) {
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
}
