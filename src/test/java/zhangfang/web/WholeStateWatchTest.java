package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

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
            assertThat(notices.of(owner, 10)).singleElement()
                    .satisfies(notice -> assertThat(notice.text()).contains("账簿完整性"));
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
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
