package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailings;
import zhangfang.ledger.Books;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** Sending documents in by the page, which completes the very task of mailing that Tasklist shows. */
@IntegrationTest
class MailingPagesTest {

    private static final String MONTH = "2026-11";

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private ServiceMonths months;
    @Autowired
    private Mailings mailings;
    @Autowired
    private Documents documents;
    @Autowired
    private Books books;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private Purchases shop;
    private Caller customer;
    private String page;
    private String monthId;

    @BeforeEach
    void documentsAreCollected() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        shop.companies.assignKeeper(Actor.SYSTEM, shop.companyId, shop.accountant);
        books.open(shop.actor(shop.accountant), shop.companyId, YearMonth.parse(MONTH), Books.Chart.STANDARD);
        monthId = months.open(Actor.SYSTEM, null, shop.companyId, YearMonth.parse(MONTH));
        runtime.startProcessInstanceByKey("monthlyBookkeeping", monthId);
        customer = browser(shop.customer);
        page = "/companies/" + shop.companyId + "/mailings";
    }

    @AfterEach
    void theRestSleeps() {
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(monthId).active().list()
                .forEach(instance -> runtime.suspendProcessInstanceById(instance.getId()));
        shop.sleep();
    }

    @Test
    void thePageSaysWhichMonthIsCollectedUntilWhen() {
        assertThat(customer.get(page).body()).contains("2026-11 票据", "2026-12-03", "登记寄件", "资料已齐", "本月无票据", "还没有寄件");
        assertThat(customer.get(page + "/new").body()).contains("2026-11 票据", "选择文件", "电子上传");
        assertThat(browser(shop.accountant).get(page).body()).contains("2026-11 票据").doesNotContain("登记寄件");
        assertThat(browser(shop.advisor).get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void filesAreSentWithTheFormAndTheTaskIsDone() {
        String before = openTask();

        HttpResponse<String> done = customer.upload(form(), page + "/new", Map.of("month", MONTH, "sending", "UPLOAD",
                "category", "BANK_STATEMENT"), Map.of("files", "%PDF-1.4 流水"));

        assertThat(done.statusCode()).as(done.body()).isEqualTo(302);
        Mailing sent = only();
        assertThat(sent.way()).isEqualTo(Mailing.Way.UPLOAD);
        assertThat(documents.of(sent.id())).singleElement().satisfies(file -> {
            assertThat(file.fileName()).isEqualTo("files.pdf");
            assertThat(file.category()).isEqualTo(Document.Category.BANK_STATEMENT);
        });
        assertThat(openTask()).isNotEqualTo(before);
        assertThat(customer.get(page).body()).contains("2026-11 第 1 次", "电子上传", "待签收", "files.pdf", "银行流水", "约 1 KB");
    }

    @Test
    void whatWasRefusedKeepsItsFilesAndItsWords() {
        HttpResponse<String> refused = customer.upload(form(), page + "/new", Map.of("month", MONTH, "sending", "COURIER",
                "courier", "顺丰速运", "trackingNumber", "x"), Map.of("files", "%PDF-1.4 发票"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("运单号由 5 至 60 位", "顺丰速运", "files.pdf", "已上传");
        assertThat(mailings.ofMonth(monthId)).isEmpty();
        String draft = refused.body().replaceAll("(?s).*name=\"documentIds\" value=\"([^\"]+)\".*", "$1");

        customer.submit(form(), Map.of("month", MONTH, "sending", "COURIER", "courier", "顺丰速运", "trackingNumber",
                "SF1234567", "documentIds", draft), page + "/new");
        assertThat(documents.of(only().id())).extracting(Document::id).containsExactly(draft);
    }

    @Test
    void aFileOfNoKnownKindIsRefusedByName() {
        HttpResponse<String> refused = customer.upload(form(), page + "/new", Map.of("month", MONTH, "sending", "UPLOAD"),
                Map.of("files", "MZ no document"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("files.pdf");
        assertThat(mailings.ofMonth(monthId)).isEmpty();
    }

    @Test
    void aPickUpHasItsAddressAndTime() {
        Map<String, String> fields = new HashMap<>(Map.of("month", MONTH, "sending", "PICKUP", "pickupAddress", "南山路 1 号",
                "pickupDay", "2026-11-12", "pickupStart", "16:00", "pickupEnd", "14:00"));
        assertThat(customer.submit(form(), fields, page + "/new").body()).contains("取件结束时间须晚于开始时间");

        fields.put("pickupEnd", "18:00");
        assertThat(customer.submit(form(), fields, page + "/new").statusCode()).isEqualTo(302);
        assertThat(customer.get(page).body()).contains("上门取件", "在途", "南山路 1 号", "2026-11-12 16:00 – 18:00");
    }

    @Test
    void allSentEndsCollectingAndWhatComesLaterIsSentLate() {
        customer.submit(page, Map.of("month", MONTH, "choice", "COMPLETE"), page + "/declaration");

        assertThat(months.get(monthId).stage()).isEqualTo(Stage.BOOKKEEPING);
        assertThat(customer.get(page).body()).contains("补寄票据", "由会计在签收时决定").doesNotContain("资料已齐");
        HttpResponse<String> late = customer.upload(form(), page + "/new", Map.of("month", MONTH, "sending", "UPLOAD"),
                Map.of("files", "%PDF-1.4 补寄"));
        assertThat(late.statusCode()).as(late.body()).isEqualTo(302);
        assertThat(only().late()).isTrue();
        assertThat(documents.of(only().id())).hasSize(1);
        assertThat(customer.get(page).body()).contains("补寄");
    }

    @Test
    void nothingThisMonthIsRefusedWhereSomethingWasSent() {
        customer.submit(form(), Map.of("month", MONTH, "sending", "HAND_IN"), page + "/new");

        customer.submit(page, Map.of("month", MONTH, "choice", "NONE"), page + "/declaration");

        assertThat(months.get(monthId).documentsDeclared()).isNull();
        assertThat(customer.get(page).body()).contains("alert-danger");
    }

    @Test
    void onlyMembersSend() {
        Map<String, String> fields = Map.of("month", MONTH, "sending", "HAND_IN");
        assertThat(browser(shop.accountant).submit(page, fields, page + "/new").statusCode()).isEqualTo(403);
        Caller stranger = browser(new Purchases(context).customer);
        assertThat(stranger.submit("/companies/new", fields, page + "/new").statusCode()).isEqualTo(404);
        assertThat(mailings.ofMonth(monthId)).isEmpty();
    }

    @Test
    void theListShowsWhatWasSignedForAndTakesNoMoreStatementsForMany() {
        send();
        sign();
        assertThat(customer.get(page + "?month=" + MONTH).body()).contains("已签收", shop.accountant + " 于 2026-11-10 09:00 签收",
                "交接清单（1 项）", "发票 × 3");
        send();
        var few = statements(() -> customer.get(page));
        for (int i = 0; i < 6; i++) {
            send();
        }

        assertThat(statements(() -> customer.get(page))).isEqualTo(few);
    }

    private void send() {
        customer.upload(form(), page + "/new", Map.of("month", MONTH, "sending", "UPLOAD"),
                Map.of("files", "%PDF-1.4 发票"));
    }

    private void sign() {
        shop.complete(shop.accountant, monthId, "userTask_signMailing", Map.of("choice", "RECEIVED", "handover",
                "[{\"kind\": \"发票\", \"quantity\": 3}]"));
    }

    private String form() {
        return page + "/new?month=" + MONTH;
    }

    private String openTask() {
        return tasks.createTaskQuery().processInstanceBusinessKey(monthId).taskDefinitionKey("userTask_mailDocuments")
                .singleResult().getId();
    }

    private Mailing only() {
        List<Mailing> all = mailings.ofMonth(monthId);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Caller browser(String user) {
        Caller browser = Caller.anonymous(port);
        browser.submit("/sign-in", Map.of("username", user, "password", "zhangfang-test"));
        return browser;
    }

    /** How many statements looking takes; those that ask for several ids at once differ by their placeholders only. */
    private int statements(Runnable looking) {
        return SqlStatements.ofLooking(jdbc, looking).values().stream().mapToInt(Integer::intValue).sum();
    }
}
