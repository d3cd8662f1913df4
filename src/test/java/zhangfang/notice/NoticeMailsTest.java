package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.MimeMessage;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.NoticeSettings.Delivery;
import zhangfang.notice.NoticeSettings.Language;
import zhangfang.refusal.Refusal;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Notices by e-mail: to confirmed addresses only, as each person chose, each once. */
@PostgresTest
class NoticeMailsTest {

    private static final Pattern CODE = Pattern.compile("(?m)^ {4}(\\d{6})\\s*$");
    private static final Set<NoticeCategory> ALL = EnumSet.allOf(NoticeCategory.class);

    @Autowired
    private NoticePreferences preferences;
    @Autowired
    private NoticeDigest digest;
    @Autowired
    private NoticeDelivery delivery;
    @Autowired
    private CodeDelivery codes;
    @Autowired
    private MailChannel channel;
    @Autowired
    private Notices notices;
    @Autowired
    private Mailbox mailbox;
    @Autowired
    private People people;
    @Autowired
    private IdentityService identity;
    @Autowired
    private Time time;

    private final String user = "p-" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private Actor actor;

    @BeforeEach
    void someone() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        time.is("2026-11-20T09:00:00");
        people.add(user, "\u738b\u82b3", "zhangfang-test", Role.CUSTOMER);
        actor = people.actor(user);
    }

    @AfterEach
    void anyLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void sendsNothingBeforeTheCodeHasComeBack() {
        preferences.nameAddress(actor, address);
        notices.tell(user, null, "a", "wallet.notice.topUpConfirmed", "T1", "300.00");
        mailbox.deliver();
        assertThat(mailbox.subjectsOf(address)).containsExactly("\u3010\u8d26\u623f\u3011\u90ae\u7bb1\u9a8c\u8bc1\u7801");

        preferences.confirmAddress(actor, code());
        notices.tell(user, null, "b", "wallet.notice.topUpConfirmed", "T2", "500.00");
        notices.tell(user, null, "b", "wallet.notice.topUpConfirmed", "T2", "500.00");
        mailbox.deliver();

        assertThat(mailbox.subjectsOf(address)).hasSize(2).last()
                .isEqualTo("\u3010\u8d26\u623f\u3011\u8d44\u91d1\u4e0e\u53d1\u7968\uff1a\u5145\u503c T2 \u5df2\u5230\u8d26 500.00 \u5143\u3002");
        assertThat(people.addressOf(user)).isEqualTo(address);
        assertThat(identity.checkPassword(user, "zhangfang-test")).as("the password stays").isTrue();
    }

    @Test
    void leadsToTheVeryTask() {
        confirm();

        notices.tellOfTask(user, null, "task-7", "t", "flow.notice.taskWaiting", "\u62a5\u8868\u786e\u8ba4", "2026-12-14 24:00");
        mailbox.deliver();

        assertThat(lastText()).startsWith("\u738b\u82b3\uff1a")
                .contains("\u5f85\u529e\uff1a\u62a5\u8868\u786e\u8ba4\u3002\u8bf7\u5728 2026-12-14 24:00 \u524d\u529e\u7406\u3002")
                .contains("https://zf.example.com/camunda/app/tasklist/default/#/?task=task-7")
                .contains("https://zf.example.com/notices/settings");
    }

    @Test
    void aCodeIsGoodForFiveTriesAndThirtyMinutes() {
        preferences.nameAddress(actor, address);
        mailbox.deliver();
        String code = code();
        String wrong = code.equals("000000") ? "111111" : "000000";
        for (int left = 4; left >= 0; left--) {
            refused("notice.email.wrongCode", () -> preferences.confirmAddress(actor, wrong));
        }
        refused("notice.email.noCode", () -> preferences.confirmAddress(actor, code));

        time.is("2026-11-20T10:00:01");
        preferences.nameAddress(actor, address);
        mailbox.deliver();
        time.is("2026-11-20T10:30:01");
        refused("notice.email.noCode", () -> preferences.confirmAddress(actor, code()));
        assertThat(preferences.of(user).email()).isNull();
    }

    @Test
    void aCodeIsUsedOnceAndTheNewestCounts() {
        preferences.nameAddress(actor, address);
        mailbox.deliver();
        String first = code();
        preferences.nameAddress(actor, address);
        mailbox.deliver();
        if (!first.equals(code())) {
            refused("notice.email.wrongCode", () -> preferences.confirmAddress(actor, first));
        }
        preferences.confirmAddress(actor, code());
        refused("notice.email.noCode", () -> preferences.confirmAddress(actor, code()));
    }

    @Test
    void sendsFiveCodesAnHourAtMostAndOnlyToAddresses() {
        for (int i = 0; i < 5; i++) {
            preferences.nameAddress(actor, address);
        }
        refused("notice.email.tooManyCodes", () -> preferences.nameAddress(actor, address));
        for (String none : new String[] {"", "a", "a@b", "a b@example.com", "a@example.com\r\nBcc: x@y.cn", "\u738b@example.com"}) {
            refused("notice.email.invalid", () -> preferences.nameAddress(actor, none));
        }
    }

    @Test
    void sendsOnlyTheCategoriesThatAreWanted() {
        confirm();
        preferences.choose(actor, Language.ZH, Delivery.AT_ONCE, EnumSet.of(NoticeCategory.DEADLINE));

        notices.tell(user, null, "m", "wallet.notice.topUpConfirmed", "T1", "300.00");
        notices.tell(user, null, "d", "flow.notice.deadlineNear", "\u62a5\u8868\u786e\u8ba4", "2026-12-14 24:00");
        mailbox.deliver();

        assertThat(mailbox.subjectsOf(address)).hasSize(2).last().asString().contains("\u671f\u9650", "\u62a5\u8868\u786e\u8ba4");
        assertThat(notices.of(user, 9)).as("in the application all").hasSize(2);
    }

    @Test
    void sendsInThePersonsLanguage() {
        confirm();
        preferences.choose(actor, Language.EN, Delivery.AT_ONCE, ALL);

        notices.tell(user, null, "m", "wallet.notice.topUpRejected", "T1", "no such transfer");
        mailbox.deliver();

        assertThat(mailbox.subjectsOf(address)).last().asString().startsWith("[Zhangfang] Money and invoices: ");
        assertThat(lastText()).contains("don't answer");
    }

    @Test
    void aDailyMailAtEightTellsWhatIsNotReadOnce() {
        confirm();
        preferences.choose(actor, Language.ZH, Delivery.DAILY, ALL);
        notices.tell(user, null, "1", "wallet.notice.topUpConfirmed", "T1", "300.00");
        notices.tell(user, null, "2", "wallet.notice.topUpConfirmed", "T2", "500.00");
        notices.read(user, notices.of(user, 1).get(0).id());

        time.is("2026-11-21T07:59:59");
        digest.send();
        mailbox.deliver();
        assertThat(mailbox.of(address)).as("only the code").hasSize(1);

        time.is("2026-11-21T08:00:00");
        notices.tell(user, null, "3", "wallet.notice.topUpConfirmed", "T3", "700.00");
        digest.send();
        digest.send();
        mailbox.deliver();
        assertThat(mailbox.subjectsOf(address)).hasSize(2).last().isEqualTo("\u3010\u8d26\u623f\u3011\u6bcf\u65e5\u6c47\u603b\uff1a1 \u6761\u672a\u8bfb\u901a\u77e5");
        assertThat(lastText()).contains("T1").doesNotContain("T2").doesNotContain("T3");

        time.is("2026-11-22T08:00:00");
        digest.send();
        mailbox.deliver();
        assertThat(lastText()).contains("T3").doesNotContain("T1");
    }

    @Test
    void twoNodesSendTheDailyMailOnce() throws Exception {
        confirm();
        preferences.choose(actor, Language.ZH, Delivery.DAILY, ALL);
        notices.tell(user, null, "1", "wallet.notice.topUpConfirmed", "T1", "300.00");
        time.is("2026-11-21T08:00:00");

        assertThat(AtOnce.together(digest::send, digest::send, digest::send)).containsOnlyNulls();
        mailbox.deliver();

        assertThat(mailbox.subjectsOf(address)).hasSize(2);
    }

    @Test
    void toldAtOnceByManyItIsOneNoticeAndOneMail() throws Exception {
        confirm();
        AtOnce.Action tell = () -> notices.tell(user, null, "race", "wallet.notice.topUpConfirmed", "T1", "300.00");

        assertThat(AtOnce.together(tell, tell, tell, tell)).containsOnlyNulls();
        AtOnce.together(mailbox::deliver, mailbox::deliver);

        assertThat(notices.of(user, 9)).hasSize(1);
        assertThat(mailbox.of(address)).as("the code and the notice").hasSize(2);
    }

    @Test
    void readingAndSettlingAtTheSameMomentIsReadingOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            String task = UUID.randomUUID().toString();
            notices.tellOfTask(user, null, task, task, "flow.notice.taskWaiting", "报表确认", "2026-12-14 24:00");
            long id = notices.of(user, 1).get(0).id();

            assertThat(AtOnce.together(() -> notices.read(user, id), () -> notices.readAll(user),
                    () -> notices.settled(task), () -> notices.settled(task))).containsOnlyNulls();
        }
        assertThat(notices.unread(user)).isZero();
    }

    @Test
    void anAddressThatMailDoesNotReachGetsNoMore() {
        confirm();

        delivery.gaveUp(user, "550 no such user");
        delivery.gaveUp(user, "550 no such user");
        notices.tell(user, null, "1", "wallet.notice.topUpConfirmed", "T1", "300.00");
        mailbox.deliver();

        assertThat(mailbox.of(address)).as("the code").hasSize(1);
        assertThat(preferences.of(user).failed()).isTrue();
        assertThat(notices.of(user, 9)).hasSize(2).last().satisfies(notice ->
                assertThat(notice.text()).contains(address, "550 no such user"));
    }

    @Test
    void ofACodeThatDoesNotArriveOnlyItsPersonHears() {
        String owner = "o-" + UUID.randomUUID();
        people.add(owner, "负责人", "zhangfang-test", Role.PROCESS_OWNER);
        preferences.nameAddress(actor, address);

        channel.gaveUp("email-code/1", "{}", "550 no such user");
        codes.gaveUp(user, "550 no such user");

        assertThat(notices.of(owner, 9)).isEmpty();
        assertThat(notices.of(user, 9)).singleElement().satisfies(notice ->
                assertThat(notice.text()).startsWith("邮箱验证码没有送达").endsWith("550 no such user"));
    }

    @Test
    void theFormerAddressIsToldThatItIsNoLongerUsed() {
        confirm();
        String next = UUID.randomUUID() + "@example.com";
        preferences.nameAddress(actor, next);
        mailbox.deliver();
        preferences.confirmAddress(actor, code(next));
        mailbox.deliver();

        assertThat(mailbox.subjectsOf(address)).last().isEqualTo("\u3010\u8d26\u623f\u3011\u901a\u77e5\u90ae\u7bb1\u5df2\u66f4\u6362");
        preferences.removeAddress(actor);
        assertThat(preferences.of(user).email()).isNull();
        assertThat(people.addressOf(user)).isNull();
    }

    private void confirm() {
        preferences.nameAddress(actor, address);
        mailbox.deliver();
        preferences.confirmAddress(actor, code());
    }

    private String code() {
        return code(address);
    }

    private String code(String to) {
        Matcher code = CODE.matcher(text(mailbox.of(to).get(mailbox.of(to).size() - 1)));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private String lastText() {
        return text(mailbox.of(address).get(mailbox.of(address).size() - 1));
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(String key, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, refusal ->
                assertThat(refusal.reasons()).extracting(Refusal.Reason::key).containsExactly(key));
    }
}
