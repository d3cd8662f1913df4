package zhangfang.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.workbench.WorkQuery.Order;

/** A page of fifty rows of ten thousand companies costs as much as one of ten companies: what PostgreSQL plans and reads. */
@PostgresTest
class WorkboardPlansTest {

    private static final Pattern STATEMENT = Pattern.compile("(?s)Executing prepared SQL statement \\[(.*)]");
    private static final Pattern COST = Pattern.compile("cost=[0-9.]+\\.\\.([0-9]+)");
    private static final Actor REVIEWER = new Actor("plans-reviewer", Set.of(Role.REVIEWER), Set.of());
    private static final Actor ACCOUNTANT = new Actor("keeper-7", Set.of(Role.ACCOUNTANT), Set.of());
    private static final WorkQuery OPEN = new WorkQuery(null, null, false, null, Order.DUE);
    private static final WorkQuery TO_REVIEW = new WorkQuery(null, WorkStep.REVIEW, false, null, Order.DUE);

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Workboard board;
    @Autowired
    private Time time;

    @Test
    void aPageIsTheHeadOfAnIndexHoweverManyCompaniesThereAre() {
        time.is("2026-12-05T10:00:00");
        transaction.executeWithoutResult(tx -> {
            tx.setRollbackOnly();
            companies(1, 10);
            int ofTen = statements(OPEN, REVIEWER).size();
            long costOfTen = cost(plan(statements(OPEN, REVIEWER).get(0)));

            companies(11, 10_000);

            List<String> ofAll = statements(OPEN, REVIEWER);
            assertThat(ofAll).hasSize(ofTen);
            assertThat(board.rows(REVIEWER, OPEN, 50, 0)).hasSize(50);
            String open = plan(ofAll.get(0));
            assertThat(open).contains("Index Scan using service_month_by_due").doesNotContain("Seq Scan");
            assertThat(plan(statements(TO_REVIEW, REVIEWER).get(0))).contains("service_month_by_stage")
                    .doesNotContain("Seq Scan on service_month");
            // how an accountant's months are found from the companies is the planner's choice, by how many there are
            assertThat(plan(statements(OPEN, ACCOUNTANT).get(0))).contains("company_by_keeper");
            System.out.printf("workbench: planned cost of a page, 10 companies %d, 10 000 companies %d%n", costOfTen,
                    cost(open));
        });
    }

    /** The statements behind a page of rows: the rows first, then what other tables know of them. */
    private List<String> statements(WorkQuery query, Actor actor) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(log);
        try {
            board.rows(actor, query, 50, 0);
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).map(STATEMENT::matcher).filter(Matcher::find)
                .map(match -> match.group(1)).filter(sql -> !sql.contains("ACT_RU_")).toList();
    }

    /** With values as the page asks them: fifty rows, the accountant who asks. */
    private String plan(String sql) {
        String asked = sql.replace("keeper_id = ?", "keeper_id = 'keeper-7'").replace("in (?)", "in ('REVIEW')")
                .replace("offset ? rows fetch next ? rows only", "offset 0 rows fetch next 50 rows only");
        assertThat(asked).doesNotContain("?");
        return String.join("\n", jdbc.sql("explain " + asked).query(String.class).list());
    }

    private static long cost(String plan) {
        Matcher cost = COST.matcher(plan);
        assertThat(cost.find()).as(plan).isTrue();
        return Long.parseLong(cost.group(1));
    }

    private void companies(int first, int last) {
        jdbc.sql("""
                insert into company (id, uscc, name, taxpayer_type, standard, region, keeper_id, created_at)
                select 'plan-' || g, 'U' || g, '企业' || g, 'SMALL_SCALE', 'SMALL_ENTERPRISE', 'CITY', 'keeper-' || g %% 100,
                    now() from generate_series(%d, %d) g""".formatted(first, last)).update();
        jdbc.sql("""
                insert into service_month (id, company_id, period, stage, status, filing_status, revision, opened_at, step_due)
                select 'plan-' || g || '-' || p, 'plan-' || g, '2026-1' || p,
                    case g %% 3 when 0 then 'REVIEW' when 1 then 'BOOKKEEPING' else 'CLOSING' end, 'IN_REVIEW', 'PENDING', 0,
                    now(), timestamptz '2026-12-01' + g * interval '1 minute'
                from generate_series(%d, %d) g, generate_series(0, 2) p""".formatted(first, last)).update();
        jdbc.sql("analyze").update();
    }
}
