package zhangfang.notice;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.People;

/**
 * The daily mail (每日汇总): at eight in the morning, what each person who wants it so has not read yet. A notice lies in the
 * digest until a mail has taken it, so none is lost and none comes twice, whichever node sends.
 */
@Component
class NoticeDigest {

    private static final LocalTime HOUR = LocalTime.of(8, 0);
    private static final int MOST = 100;

    private record Entry(long id, String text, String taskId, boolean read) {
    }

    private record Reader(String email, String language, boolean works) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final Notices notices;
    private final NoticeMails addresses;
    private final Mails mails;
    private final People people;
    private final MessageSource messages;

    NoticeDigest(JdbcClient jdbc, BusinessClock clock, TransactionTemplate transaction, Notices notices,
            NoticeMails addresses, Mails mails, People people, MessageSource messages) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.notices = notices;
        this.addresses = addresses;
        this.mails = mails;
        this.people = people;
        this.messages = messages;
    }

    /** Often, since business time may be moved and a node may have been down at eight. */
    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
    void send() {
        Instant eight = clock.here().with(HOUR).toInstant();
        if (!mails.enabled() || clock.now().isBefore(eight)) {
            return;
        }
        jdbc.sql("""
                select distinct d.recipient_id from notice_digest d join notice n on n.id = d.notice_id
                where n.created_at < ?""")
                .param(utc(eight)).query(String.class).list()
                .forEach(reader -> transaction.executeWithoutResult(status -> send(reader, eight)));
    }

    private void send(String userId, Instant until) {
        Reader reader = jdbc.sql("""
                select email, language, failed_at from notice_settings where user_id = ? for update""").param(userId)
                .query((row, n) -> new Reader(row.getString(1), row.getString(2),
                        row.getString(1) != null && row.getObject(3) == null))
                .single();
        Locale locale = Locale.forLanguageTag(reader.language());
        List<Entry> entries = entries(userId, until, locale);
        List<Entry> unread = entries.stream().filter(entry -> !entry.read()).toList();
        if (reader.works() && !unread.isEmpty()) {
            mails.put("digest/" + userId + "/" + entries.get(0).id(), mail(userId, reader, unread, locale),
                    new Outbox.About(NoticeMails.TOPIC, userId));
        }
        entries.forEach(entry -> jdbc.sql("delete from notice_digest where notice_id = ?").param(entry.id()).update());
    }

    /** The newest first. */
    private List<Entry> entries(String userId, Instant until, Locale locale) {
        return jdbc.sql("""
                select n.id, n.message_key, n.message_args, n.task_id, r.read_at
                from notice_digest d join notice n on n.id = d.notice_id left join notice_read r on r.notice_id = n.id
                where d.recipient_id = ? and n.created_at < ?
                order by n.id desc""")
                .params(userId, utc(until))
                .query((row, n) -> new Entry(row.getLong(1), notices.text(row.getString(2), row.getString(3), locale),
                        row.getString(4), row.getObject(5) != null))
                .list();
    }

    private Mail mail(String userId, Reader reader, List<Entry> unread, Locale locale) {
        String list = unread.stream().limit(MOST)
                .map(entry -> "\u00b7 " + entry.text()
                        + (entry.taskId() == null ? "" : "\n  " + addresses.addressOf(entry.taskId())))
                .collect(Collectors.joining("\n"));
        return new Mail(reader.email(),
                messages.getMessage("notice.mail.digest.subject", new Object[] {unread.size()}, locale),
                messages.getMessage("notice.mail.text", new Object[] {people.nameOf(userId), list,
                        addresses.addressOf(null), mails.link("/notices/settings")}, locale),
                reader.language(), List.of());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
