package zhangfang.notice;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.notice.NoticeSettings.Delivery;
import zhangfang.notice.NoticeSettings.Language;
import zhangfang.refusal.Refusal;

/**
 * What each person has chosen to get by e-mail, and to which address. An address counts when a code that was mailed to it
 * has come back within half an hour and five tries, so that nobody makes us write to others.
 */
@Service
public class NoticePreferences {

    /** How keys of mails begin that carry a code. */
    static final String CODE_KEY = "email-code/";

    private static final int MAX_ADDRESS = 254;
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");
    private static final Duration CODE_LIVES = Duration.ofMinutes(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int TRIES = 5;
    private static final int CODES_AN_HOUR = 5;
    private static final int CODES = 1_000_000;

    private record Code(long id, String email, String code, Instant expiresAt, int triesLeft) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Mails mails;
    private final People people;
    private final MessageSource messages;
    private final Audit audit;
    private final TransactionTemplate savepoint;
    private final SecureRandom random = new SecureRandom();

    NoticePreferences(JdbcClient jdbc, BusinessClock clock, Mails mails, People people, MessageSource messages,
            Audit audit, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mails = mails;
        this.people = people;
        this.messages = messages;
        this.audit = audit;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** A person's choices; of someone who has not chosen, everything at once as soon as there is an address. */
    @Transactional(readOnly = true)
    public NoticeSettings of(String userId) {
        String pending = openCode(userId, "").map(Code::email).orElse(null);
        return jdbc.sql("select email, confirmed_at, failed_at, language, delivery from notice_settings where user_id = ?")
                .param(userId)
                .query((row, n) -> new NoticeSettings(row.getString(1), instant(row.getObject(2, OffsetDateTime.class)),
                        pending, row.getObject(3) != null, Language.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                        Delivery.valueOf(row.getString(5)), mailed(userId)))
                .optional()
                .orElse(new NoticeSettings(null, null, null, false, Language.ZH, Delivery.AT_ONCE,
                        EnumSet.allOf(NoticeCategory.class)));
    }

    /** A person chooses language, rhythm and categories. */
    @Transactional
    public NoticeSettings choose(Actor actor, Language language, Delivery delivery, Set<NoticeCategory> byEmail) {
        lock(actor.id());
        jdbc.sql("update notice_settings set language = ?, delivery = ? where user_id = ?")
                .params(language.tag(), delivery.name(), actor.id()).update();
        jdbc.sql("delete from notice_mail_off where user_id = ?").param(actor.id()).update();
        for (NoticeCategory category : NoticeCategory.values()) {
            if (!byEmail.contains(category)) {
                jdbc.sql("insert into notice_mail_off (user_id, category) values (?, ?)")
                        .params(actor.id(), category.name()).update();
            }
        }
        audit.record(actor, "notice.choose", null, actor.id(), language + " " + delivery + " "
                + new TreeSet<>(byEmail));
        return of(actor.id());
    }

    /**
     * A person names an address; a code goes there. The address so far is used until the new one is confirmed.
     *
     * @throws Refusal for a wrong address, without a mail server, or for too many codes in an hour
     */
    @Transactional
    public NoticeSettings nameAddress(Actor actor, String address) {
        if (!mails.enabled()) {
            throw Refusal.conflict("notice.email.noServer");
        }
        String email = address == null ? "" : address.strip();
        if (email.length() > MAX_ADDRESS || !ADDRESS.matcher(email).matches()) {
            throw Refusal.field("email", "notice.email.invalid");
        }
        lock(actor.id());
        int lately = jdbc.sql("select count(*) from email_code where user_id = ? and requested_at > ?")
                .params(actor.id(), utc(clock.now().minus(HOUR))).query(Integer.class).single();
        if (lately >= CODES_AN_HOUR) {
            throw Refusal.conflict("notice.email.tooManyCodes", CODES_AN_HOUR);
        }
        sendCode(actor, email);
        audit.record(actor, "notice.nameAddress", null, actor.id(), email);
        return of(actor.id());
    }

    /**
     * The code has come back: mail goes to that address from now on, and the engine's own record of the person has it,
     * too. The address before is told that it is no longer used.
     *
     * @throws Refusal for a wrong code, counting the try, or one that is too old
     */
    @Transactional(noRollbackFor = Refusal.class)
    public NoticeSettings confirmAddress(Actor actor, String code) {
        lock(actor.id());
        Code open = openCode(actor.id(), " for update")
                .orElseThrow(() -> Refusal.field("code", "notice.email.noCode"));
        if (code == null || !open.code().equals(code.strip())) {
            jdbc.sql("update email_code set tries_left = tries_left - 1 where id = ?").param(open.id()).update();
            throw Refusal.field("code", "notice.email.wrongCode", open.triesLeft() - 1);
        }
        OffsetDateTime now = utc(clock.now());
        tellFormerAddress(actor.id(), open);
        jdbc.sql("update email_code set used_at = ? where id = ?").params(now, open.id()).update();
        jdbc.sql("update notice_settings set email = ?, confirmed_at = ?, failed_at = null where user_id = ?")
                .params(open.email(), now, actor.id()).update();
        people.writeTo(actor.id(), open.email());
        audit.record(actor, "notice.confirmAddress", null, actor.id(), open.email());
        return of(actor.id());
    }

    /** A person wants no mail at all any more; again changes nothing. */
    @Transactional
    public NoticeSettings removeAddress(Actor actor) {
        lock(actor.id());
        jdbc.sql("update notice_settings set email = null, confirmed_at = null, failed_at = null where user_id = ?")
                .param(actor.id()).update();
        jdbc.sql("update email_code set tries_left = 0 where user_id = ? and used_at is null").param(actor.id()).update();
        jdbc.sql("delete from notice_digest where recipient_id = ?").param(actor.id()).update();
        people.writeTo(actor.id(), null);
        audit.record(actor, "notice.removeAddress", null, actor.id(), null);
        return of(actor.id());
    }

    /** Mail to this person's address was given up. @return whether it was in use until now */
    boolean failed(String userId, String email) {
        return jdbc.sql("update notice_settings set failed_at = ? where user_id = ? and email = ? and failed_at is null")
                .params(utc(clock.now()), userId, email).update() > 0;
    }

    private void sendCode(Actor actor, String email) {
        String code = "%06d".formatted(random.nextInt(CODES));
        jdbc.sql("""
                insert into email_code (user_id, email, code, requested_at, expires_at, tries_left)
                values (?, ?, ?, ?, ?, ?)""")
                .params(actor.id(), email, code, utc(clock.now()), utc(clock.now().plus(CODE_LIVES)), TRIES).update();
        long id = jdbc.sql("select max(id) from email_code where user_id = ?").param(actor.id()).query(Long.class).single();
        Locale locale = Locale.forLanguageTag(of(actor.id()).language().tag());
        mails.put(CODE_KEY + id, new Mail(email, messages.getMessage("notice.email.code.subject", null, locale),
                messages.getMessage("notice.email.code.text", new Object[] {people.nameOf(actor.id()), code,
                        CODE_LIVES.toMinutes(), mails.link("/notices/settings")}, locale),
                locale.getLanguage(), List.of()), new Outbox.About(CodeDelivery.TOPIC, actor.id()));
    }

    private void tellFormerAddress(String userId, Code confirmed) {
        NoticeSettings before = of(userId);
        if (before.email() != null && !before.failed() && !before.email().equals(confirmed.email())) {
            Locale locale = Locale.forLanguageTag(before.language().tag());
            mails.put("email-changed/" + confirmed.id(), new Mail(before.email(),
                    messages.getMessage("notice.email.changed.subject", null, locale),
                    messages.getMessage("notice.email.changed.text", new Object[] {people.nameOf(userId),
                            mails.link("/notices/settings")}, locale),
                    locale.getLanguage(), List.of()));
        }
    }

    /** The newest code, if it can still be used. */
    private Optional<Code> openCode(String userId, String lock) {
        return jdbc.sql("select id, email, code, expires_at, tries_left, used_at from email_code "
                        + "where user_id = ? order by id desc fetch first 1 rows only" + lock)
                .param(userId)
                .query((row, n) -> row.getObject(6) != null ? null : new Code(row.getLong(1), row.getString(2),
                        row.getString(3), instant(row.getObject(4, OffsetDateTime.class)), row.getInt(5)))
                .list().stream()
                .filter(code -> code != null && code.triesLeft() > 0 && clock.now().isBefore(code.expiresAt()))
                .findFirst();
    }

    private Set<NoticeCategory> mailed(String userId) {
        EnumSet<NoticeCategory> mailed = EnumSet.allOf(NoticeCategory.class);
        jdbc.sql("select category from notice_mail_off where user_id = ?").param(userId).query(String.class).list()
                .forEach(off -> mailed.remove(NoticeCategory.valueOf(off)));
        return mailed;
    }

    /** The person's row, made where there is none yet. */
    private void lock(String userId) {
        String sql = "select user_id from notice_settings where user_id = ? for update";
        if (jdbc.sql(sql).param(userId).query(String.class).optional().isEmpty()) {
            try {
                savepoint.executeWithoutResult(status ->
                        jdbc.sql("insert into notice_settings (user_id, language, delivery) values (?, 'zh', 'AT_ONCE')")
                                .param(userId).update());
            } catch (DuplicateKeyException e) {
                // made by another request of the same person
            }
            jdbc.sql(sql).param(userId).query(String.class).single();
        }
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
