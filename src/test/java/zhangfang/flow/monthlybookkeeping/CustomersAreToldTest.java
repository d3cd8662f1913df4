package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.notice.NoticeCategory;
import zhangfang.notice.Notices;
import zhangfang.notice.Notices.Notice;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** What waits for a customer in a service month is told once, with the task's address, and needs no reading when done. */
@IntegrationTest
class CustomersAreToldTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Notices notices;
    @Autowired
    private Time time;

    private CompanyInService company;

    @BeforeEach
    void inChinese() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
    }

    @AfterEach
    void inAnyLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @BeforeEach
    void company() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void mailingIsToldOnceAMonthThoughItsTaskComesBack() {
        Month month = company.begins("2026-11");
        String task = month.task("mailDocuments").getId();

        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");

        assertThat(told()).singleElement().satisfies(notice -> {
            assertThat(notice.taskId()).isEqualTo(task);
            assertThat(notice.category()).isEqualTo(NoticeCategory.TASK);
            assertThat(notice.text()).startsWith("2026-11 \u7684\u670d\u52a1\u5df2\u5f00\u59cb").contains("2026-12-03 24:00");
        });
    }

    @Test
    void bothReportsAreToldAsOneAndRemindedOfThreeDaysBefore() {
        Month month = issued();

        assertThat(told()).first().satisfies(notice -> assertThat(notice.text()).contains("2026-12-15 00:00"));
        assertThat(told().stream().filter(notice -> notice.text().contains("\u62a5\u8868\u4e0e\u7a0e\u6b3e\u5df2\u51fa\u5177"))).hasSize(1);

        time.passesUntil("2026-12-11T23:59:59");
        assertThat(reminders()).isEmpty();
        time.passesUntil("2026-12-12T00:00:00");
        assertThat(reminders()).hasSize(2).allSatisfy(notice ->
                assertThat(notice.text()).contains("2026-12-14 24:00"));
        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
    }

    @Test
    void whatIsDoneNeedsNoReading() {
        Month month = issued();
        time.passesUntil("2026-12-12T00:00:00");

        month.does(company.customer, "confirmStatements", "decision", "CONFIRM");
        assertThat(told().stream().filter(notice -> !notice.read())).singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("\u62a5\u7a0e\u786e\u8ba4"));

        time.passesUntil("2026-12-15T00:00:00");
        assertThat(told().stream().filter(notice -> !notice.read() && notice.taskId() != null)).isEmpty();
    }

    @Test
    void staffIsNotToldOfTheirWorkHere() {
        company.begins("2026-11");

        assertThat(notices.of(company.keeper, 10)).isEmpty();
        assertThat(notices.of(company.otherAccountant, 10)).isEmpty();
    }

    private Month issued() {
        Month month = company.begins("2026-11");
        company.bookSale("2026-11-20");
        time.is("2026-12-01T10:00:00");
        month.hasNoDocuments().isKept().isReviewed().isClosed();
        time.runDueJobs();
        return month;
    }

    private List<Notice> told() {
        return notices.of(company.customer, 100);
    }

    private List<Notice> reminders() {
        return told().stream().filter(notice -> notice.text().contains("\u5373\u5c06\u5230\u671f")
                && notice.text().contains("\u786e\u8ba4")).toList();
    }
}
