package zhangfang.notice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.identity.People;
import zhangfang.notice.NoticeSettings.Delivery;

/** Notices by e-mail, to those who want them so: at once, or laid aside for the daily mail. */
@Component
class NoticeMails {

    static final String TOPIC = "notice";

    /** Told in the application only: mail about mail that does not arrive would go on for ever. */
    private static final String ABOUT_MAIL = "notice.mail.";
    private static final int SUBJECT_LENGTH = 60;

    /** How someone wants a notice of one category. */
    private record Wish(String email, String language, Delivery delivery) {
    }

    /** What is told; the text of a language is made when it is known which. */
    record Told(long id, String userId, String taskId, String messageKey, Object[] args) {
    }

    private final JdbcClient jdbc;
    private final Mails mails;
    private final People people;
    private final MessageSource messages;

    NoticeMails(JdbcClient jdbc, Mails mails, People people, MessageSource messages) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.people = people;
        this.messages = messages;
    }

    /** In the transaction of the notice itself. */
    void put(Told told) {
        if (!mails.enabled() || told.messageKey().startsWith(ABOUT_MAIL)) {
            return;
        }
        wish(told).ifPresent(wish -> {
            if (wish.delivery() == Delivery.DAILY) {
                jdbc.sql("insert into notice_digest (notice_id, recipient_id) values (?, ?)")
                        .params(told.id(), told.userId()).update();
            } else {
                mails.put("notice/" + told.id(), mail(told, wish), new Outbox.About(TOPIC, told.userId()));
            }
        });
    }

    private Optional<Wish> wish(Told told) {
        return jdbc.sql("""
                select s.email, s.language, s.delivery from notice_settings s
                where s.user_id = ? and s.email is not null and s.failed_at is null
                  and not exists (select 1 from notice_mail_off o where o.user_id = s.user_id and o.category = ?)""")
                .params(told.userId(), NoticeCategory.of(told.messageKey()).name())
                .query((row, n) -> new Wish(row.getString(1), row.getString(2), Delivery.valueOf(row.getString(3))))
                .optional();
    }

    private Mail mail(Told told, Wish wish) {
        Locale locale = Locale.forLanguageTag(wish.language());
        String text = messages.getMessage(told.messageKey(), told.args(), locale);
        String category = messages.getMessage("notice.category." + NoticeCategory.of(told.messageKey()), null, locale);
        return new Mail(wish.email(),
                messages.getMessage("notice.mail.subject", new Object[] {category, shortened(text)}, locale),
                messages.getMessage("notice.mail.text", new Object[] {people.nameOf(told.userId()), text,
                        addressOf(told.taskId()), mails.link("/notices/settings")}, locale),
                wish.language(), List.of());
    }

    /** Where a reader goes on: the very task, or the list of notices. */
    String addressOf(String taskId) {
        return mails.link(taskId == null ? "/notices" : "/camunda/app/tasklist/default/#/?task=" + taskId);
    }

    private static String shortened(String text) {
        return text.length() <= SUBJECT_LENGTH ? text : text.substring(0, SUBJECT_LENGTH - 1) + "\u2026";
    }
}
