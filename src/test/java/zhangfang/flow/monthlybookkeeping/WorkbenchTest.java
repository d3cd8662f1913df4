package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** The workbench (会计工作台): who sees which months, where they stand, what is late, and what can be taken. */
@IntegrationTest
class WorkbenchTest {

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TaskService tasks;
    @Autowired
    private StatutoryCalendar calendar;

    private final List<CompanyInService> companies = new ArrayList<>();
    private CompanyInService company;
    private Month month;

    @BeforeEach
    void november() {
        time.is("2026-11-01T00:00:00");
        company = company("澄明商贸", null);
        month = company.begins("2026-11");
    }

    private CompanyInService company(String name, CompanyInService beside) {
        CompanyInService added = new CompanyInService(context, "2026-11", name, beside);
        companies.add(added);
        return added;
    }

    @AfterEach
    void sleep() {
        companies.forEach(CompanyInService::sleep);
    }

    @Test
    void anAccountantSeesOwnCompaniesOnlyAndAReviewerAll() {
        company("远山科技", null).begins("2026-11");

        assertThat(desk(company.keeper).page("/workbench")).contains("澄明商贸").doesNotContain("远山科技");
        assertThat(desk(company.otherAccountant).page("/workbench")).doesNotContain("澄明商贸")
                .contains("还没有进行中的服务月");
        assertThat(desk(company.reviewer).page("/workbench?step=ALL&q=" + encoded("澄明商贸"))).contains("澄明商贸");
        assertThat(desk(company.reviewer).page("/workbench?step=ALL&q=" + encoded("远山科技"))).contains("远山科技")
                .doesNotContain("澄明商贸");
        assertThat(desk(company.customer).look("/workbench").statusCode()).isEqualTo(403);
        assertThat(desk(company.person("owner", Role.PROCESS_OWNER)).look("/workbench").statusCode()).isEqualTo(403);
    }

    @Test
    void aReviewerFindsWhatWaitsForAReview() {
        month.hasNoDocuments();
        assertThat(rows(desk(company.reviewer).page("/workbench"))).doesNotContain(month.id);
        month.isKept();
        String page = desk(company.reviewer).page("/workbench");
        assertThat(rows(page)).contains(month.id);
        assertThat(page).contains("task=" + month.task("reviewVouchers").getId());
    }

    @Test
    void whoHoldsATaskOfACompanySeesItToo() {
        tasks.setAssignee(month.task("endCollecting").getId(), company.otherAccountant);

        assertThat(rows(desk(company.otherAccountant).page("/workbench"))).containsExactly(month.id);
        assertThat(desk(company.keeper).page("/workbench")).contains("accountant 办理中");
    }

    @Test
    void aMonthShowsItsStepItsDeadlineAndTheTaskThatLeadsOn() {
        Desk keeper = desk(company.keeper);
        assertThat(keeper.page("/workbench")).contains("待寄票").contains("12-03 止")
                .contains("task=" + month.task("endCollecting").getId());
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        assertThat(keeper.page("/workbench")).contains("待签收 1 件").contains("11-03 止")
                .contains("task=" + month.task("signMailing").getId());
        month.does(company.keeper, "signMailing", "choice", "RECEIVED", "handover",
                "[{\"kind\":\"发票\",\"quantity\":1}]");
        assertThat(keeper.page("/workbench")).contains("待寄票").contains("12-03 止");
        month.hasNoDocuments();
        assertThat(keeper.page("/workbench")).contains("记账中").contains("12-10 止")
                .contains("/companies/" + company.id + "/book/vouchers?period=2026-11");
        month.isKept().isReviewed();
        assertThat(keeper.page("/workbench")).contains("待结账")
                .contains("/companies/" + company.id + "/book/periods/2026-11");
        time.is("2026-12-09T10:00:00");
        month.isClosed();
        assertThat(keeper.page("/workbench")).contains("出具报表中");
        time.runDueJobs();
        assertThat(keeper.page("/workbench")).contains("待确认").contains("12-14 止");
        month.isConfirmed();
        String filing = calendar.filingDeadline(month.row().month().plusMonths(1)).date().toString();
        assertThat(keeper.page("/workbench")).contains("待申报").contains(filing).doesNotContain("预估");
        month.does(company.keeper, "fileTaxes", "filedOn", "2026-12-09", "reference", "SB-1");
        assertThat(keeper.page("/workbench")).contains("待缴款").contains(filing);
        month.does(company.keeper, "recordReceipts", "paidOn", "2026-12-09", "reference", "WS-1");
        assertThat(rows(keeper.page("/workbench"))).isEmpty();
        assertThat(rows(keeper.page("/workbench?month=2026-11"))).containsExactly(month.id);
    }

    @Test
    void lateIsWhatHasPassedTheEndOfItsDayAndSaysByHowMuch() {
        month.hasNoDocuments();
        Desk keeper = desk(company.keeper);

        time.is("2026-12-10T23:59:59");
        assertThat(keeper.page("/workbench")).contains("即将到期").doesNotContain("逾期 1 天");
        assertThat(rows(keeper.page("/workbench?late=true"))).isEmpty();

        time.is("2026-12-11T00:00:00");
        assertThat(keeper.page("/workbench")).contains("逾期 1 天").doesNotContain("即将到期");
        assertThat(rows(keeper.page("/workbench?late=true"))).containsExactly(month.id);

        time.is("2026-12-15T08:00:00");
        assertThat(keeper.page("/workbench")).contains("逾期 5 天");
    }

    @Test
    void whatRestsOnACalendarThatIsNotLoadedIsMarkedAndMovesWhenItIs() {
        time.is("2038-03-01T00:00:00");
        CompanyInService later = new CompanyInService(context, "2038-03", "后来商贸", null);
        companies.add(later);
        Month march = later.begins("2038-03");
        march.hasNoDocuments().isKept().isReviewed();
        time.is("2038-04-02T10:00:00");
        march.isClosed();
        time.runDueJobs();
        march.isConfirmed();
        assertThat(desk(later.keeper).page("/workbench")).contains("待申报").contains("预估");

        calendar.load(2038, "date,type,name\n2038-04-05,OFF,清明节\n" + IntStream.rangeClosed(1, 12)
                .mapToObj("2038-%02d-25,FILING,征期截止日"::formatted).collect(Collectors.joining("\n")));

        assertThat(desk(later.keeper).page("/workbench")).contains("2038-04-25").doesNotContain("预估");
    }

    @Test
    void theMostUrgentComesFirstOrTheOrderThatIsAskedFor() {
        CompanyInService second = company("阿里山茶业", company);
        Month other = second.begins("2026-11");
        other.hasNoDocuments();
        Desk keeper = desk(company.keeper);

        assertThat(rows(keeper.page("/workbench"))).containsExactly(month.id, other.id);
        assertThat(rows(keeper.page("/workbench?sort=STATUS"))).containsExactly(month.id, other.id);
        assertThat(rows(keeper.page("/workbench?sort=COMPANY"))).containsExactlyInAnyOrder(month.id, other.id);
        assertThat(rows(keeper.page("/workbench?step=KEEP"))).containsExactly(other.id);
        assertThat(rows(keeper.page("/workbench?q=" + encoded("茶业")))).containsExactly(other.id);
        assertThat(rows(keeper.page("/workbench?q=%25"))).isEmpty();
        assertThat(rows(keeper.page("/workbench?month=nonsense&step=nonsense&page=99"))).hasSize(2);
    }

    @Test
    void theListIsAFileToo() {
        String csv = desk(company.keeper).page("/workbench/rows.csv");

        assertThat(csv.lines().toList()).hasSize(2);
        assertThat(csv).startsWith("\ufeff企业,服务月").contains("澄明商贸,2026-11,keeper,待寄票").contains("2026-12-03");
    }

    @Test
    void whatIsOverdueCanBeTakenByAnyAccountantOnce() {
        Desk other = desk(company.otherAccountant);
        String task = month.task("endCollecting").getId();
        assertThat(other.page("/workbench")).doesNotContain("/workbench/claims/" + task);
        assertThat(other.submit("/workbench/claims/" + task).statusCode()).isEqualTo(302);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isNull();

        time.passesUntil("2026-12-07T00:00:00");
        assertThat(other.page("/workbench")).contains("/workbench/claims/" + task);
        other.submit("/workbench/claims/" + task);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo(company.otherAccountant);
        desk(company.keeper).submit("/workbench/claims/" + task);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo(company.otherAccountant);
        assertThat(rows(other.page("/workbench"))).containsExactly(month.id);
    }

    @Test
    void thirtyRowsTakeAsManyStatementsAsOne() {
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        Desk keeper = desk(company.keeper);
        int ofOne = total(SqlStatements.ofLooking(jdbc, () -> keeper.page("/workbench")));
        for (int i = 2; i <= 30; i++) {
            CompanyInService another = company("第" + i + "家", company);
            another.begins("2026-11").does(another.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        }

        assertThat(rows(keeper.page("/workbench"))).hasSize(30);
        assertThat(total(SqlStatements.ofLooking(jdbc, () -> keeper.page("/workbench")))).isLessThanOrEqualTo(ofOne);
        List<String> ids = rows(keeper.page("/workbench"));
        int signing = total(SqlStatements.ofLooking(jdbc, () -> select(keeper, "SIGN", ids.subList(0, 1))));
        assertThat(total(SqlStatements.ofLooking(jdbc, () -> select(keeper, "SIGN", ids)))).isLessThanOrEqualTo(signing);
        int closing = total(SqlStatements.ofLooking(jdbc, () -> select(keeper, "CLOSE", ids.subList(0, 1))));
        assertThat(total(SqlStatements.ofLooking(jdbc, () -> select(keeper, "CLOSE", ids)))).isLessThanOrEqualTo(closing);
    }

    private static void select(Desk desk, String action, List<String> ids) {
        assertThat(desk.submit("/workbench/selection", "action", action, "ids", String.join(",", ids)).statusCode())
                .isEqualTo(200);
    }

    private static int total(Map<String, Integer> statements) {
        return statements.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Desk desk(String user) {
        return new Desk(port, user);
    }

    /** Ids of the months in the table, in its order. */
    private static List<String> rows(String page) {
        return Pattern.compile("name=\"ids\" value=\"([^\"]+)\"").matcher(page).results().map(found -> found.group(1))
                .toList();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
