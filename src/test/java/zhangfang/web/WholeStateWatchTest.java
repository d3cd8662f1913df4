package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.audit.WholeState;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class WholeStateWatchTest {

    @LocalServerPort
    private int port;
    @Autowired
    private WholeStateWatch watch;
    @Autowired
    private WholeState wholeState;
    @Autowired
    private Notices notices;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    @Test
    void aRowChangedLongAfterItWasPostedIsToldToTheOwnersTheNextNight() {
        time.is("2026-03-05T10:00:00");
        String owner = person(Role.PROCESS_OWNER);
        Caller reviewer = Caller.program(port, person(Role.REVIEWER));
        String book = LargeBook.open(reviewer);
        LargeBook.post(reviewer, book, "2026-01", 1, 3);
        String company = book.substring(book.lastIndexOf('/') + 1);
        assertThat(wholeState.violations()).isEmpty();
        watch.tellOwners();
        assertThat(notices.of(owner, 10)).isEmpty();

        rename(company, "业务1", "业务一");
        try {
            watch.tellOwners();
            watch.tellOwners();
        } finally {
            rename(company, "业务一", "业务1");
        }

        LocaleContextHolder.setLocale(Locale.CHINA);
        try {
            assertThat(notices.of(owner, 10)).hasSize(2)
                    .anySatisfy(notice -> assertThat(notice.text()).contains("夜间检查"))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("大账簿", "已锁定账套"));
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    @Test
    void aBookThatIsNotAsItWasPostedIsLockedUntilItIsAgainAndOthersGoOn() {
        time.is("2026-03-05T10:00:00");
        Caller owner = Caller.program(port, person(Role.PROCESS_OWNER));
        Caller reviewer = Caller.program(port, person(Role.REVIEWER));
        String broken = LargeBook.open(reviewer);
        LargeBook.post(reviewer, broken, "2026-01", 1, 3);
        String other = LargeBook.open(reviewer);
        LargeBook.post(reviewer, other, "2026-01", 1, 3);
        String company = broken.substring(broken.lastIndexOf('/') + 1);

        rename(company, "业务2", "业务二");
        try {
            watch.tellOwners();
            assertThat(close(reviewer, broken)).satisfies(refused -> {
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("已被锁定");
            });
            assertThat(reviewer.get(broken + "/trial-balance?from=2026-01&to=2026-01").statusCode()).isEqualTo(200);
            LargeBook.post(reviewer, other, "2026-02", 1, 3);
            assertThat(release(owner, broken)).satisfies(refused -> {
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("还有 3 处");
            });
        } finally {
            rename(company, "业务二", "业务2");
        }
        assertThat(close(reviewer, broken).body()).as("locked until somebody unlocks it").contains("已被锁定");
        assertThat(release(reviewer, broken).statusCode()).isEqualTo(403);
        assertThat(release(owner, broken).body()).contains("\"parked\":false");
        LargeBook.post(reviewer, broken, "2026-02", 1, 3);
    }

    private static HttpResponse<String> close(Caller reviewer, String book) {
        return reviewer.send("POST", book + "/book/periods/2026-01/close", null, "Accept-Language", "zh-CN");
    }

    private static HttpResponse<String> release(Caller caller, String book) {
        return caller.send("POST", book + "/book/integrity/release", "{\"reason\": \"已从备份恢复\"}", "Content-Type",
                "application/json", "Accept-Language", "zh-CN");
    }

    private void rename(String company, String from, String to) {
        assertThat(jdbc.sql("update voucher_entry set summary = ? where company_id = ? and summary = ?")
                .params(to, company, from).update()).isPositive();
    }

    private String person(Role role) {
        String user = "watch-" + UUID.randomUUID();
        people.add(user, "某人", Caller.PASSWORD, role);
        return user;
    }
}
