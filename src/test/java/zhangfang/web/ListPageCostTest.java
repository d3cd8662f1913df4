package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;

/** A list of many rows, each by somebody else or of another company, takes as many SQL statements as one of few. */
@IntegrationTest
class ListPageCostTest {

    private static final int MORE = 12;

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private People people;
    @Autowired
    private Notices notices;

    private PreparedCompany prepared;
    private String companyId;
    private Caller member;
    private Caller finance;
    private Caller owner;
    private final List<String> undone = new ArrayList<>();

    @BeforeEach
    void aCompanyWithOneOfEach() {
        prepared = new PreparedCompany(context, port);
        companyId = prepared.withIds("{companyId}");
        member = Caller.browser(port, prepared.user("member"));
        finance = Caller.browser(port, prepared.user("finance"));
        owner = Caller.browser(port, prepared.user("owner"));
        prepared.caller("member").json("POST", "/api/companies/" + companyId + "/top-ups",
                "{\"amount\": \"200.00\", \"payerName\": \"星河商贸\", \"payerAccount\": \"6222000011112222\"}");
    }

    @AfterEach
    void asItWas() {
        undone.forEach(sql -> jdbc.sql(sql).update());
    }

    @Test
    void moneyOfACompany() {
        costsTheSame(finance, "/companies/" + companyId + "/tickets",
                () -> copies("support_ticket", "{ticketId}", "opened_by"));
        costsTheSame(finance, "/companies/" + companyId + "/wallet", () -> {
            copies("withdrawal", "{withdrawalId}", "requested_by");
            copies("top_up", "{topUpId}", "announced_by");
        });
        costsTheSame(finance, "/companies/" + companyId + "/mailing-addresses",
                () -> copies("delivery_address", "{addressId}", "saved_by"));
        costsTheSame(member, "/companies/" + companyId + "/invoice-titles", () -> IntStream.range(0, MORE).forEach(i ->
                prepared.caller("member").json("POST", "/api/companies/" + companyId + "/invoice-titles",
                        "{\"type\": \"COMPANY_ORDINARY\", \"name\": \"抬头" + i + "\", \"taxNumber\": \"" + CreditCodes.next()
                                + "\"}")));
    }

    @Test
    void whatWaitsOfAllCompanies() {
        costsTheSame(finance, "/transfers", () -> copies("withdrawal", "{withdrawalId}", "requested_by"));
    }

    @Test
    void whatIsToldAndSent() {
        costsTheSame(member, "/notices", () -> IntStream.range(0, MORE).forEach(i ->
                notices.tell(prepared.user("member"), companyId, "cost-" + i, "refusal.notFound")));
        costsTheSame(owner, "/outbox", () -> IntStream.range(0, MORE).forEach(this::unsent));
    }

    private void costsTheSame(Caller caller, String page, Runnable more) {
        Map<String, Integer> few = cost(caller, page);
        int shown = rows(caller, page);
        more.run();
        assertThat(rows(caller, page)).as("rows of %s", page).isGreaterThanOrEqualTo(shown + MORE);
        assertThat(sum(cost(caller, page))).as("statements of %s with more rows, of few: %s", page, few).isEqualTo(sum(few));
    }

    private Map<String, Integer> cost(Caller caller, String page) {
        return SqlStatements.ofLooking(jdbc, () -> assertThat(caller.get(page).statusCode()).as(page).isEqualTo(200));
    }

    private static int sum(Map<String, Integer> statements) {
        return statements.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Rows of tables, items of lists and cards: whatever the page repeats. */
    private static int rows(Caller caller, String page) {
        return caller.get(page).body().split("<tr\\b|<li\\b|class=\"card\\b|<article\\b|list-group-item", -1).length;
    }

    /** The row again, by another person each time; without its process, until the test ends. */
    private void copies(String table, String id, String personColumn) {
        Map<String, Object> row = new LinkedHashMap<>(jdbc.sql("select * from " + table + " where id = ?")
                .param(prepared.withIds(id)).query().singleRow());
        row.replace("REQUEST_KEY", null);
        String columns = String.join(", ", row.keySet());
        String marks = row.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
        for (int i = 0; i < MORE; i++) {
            String person = table.substring(0, 3) + "-" + i + "-" + companyId;
            people.add(person, "某人" + i, Caller.PASSWORD, Role.CUSTOMER);
            row.put("ID", "Z" + table.substring(0, 3) + i + companyId.substring(companyId.length() - 8));
            row.put(personColumn.toUpperCase(), person);
            jdbc.sql("insert into " + table + " (" + columns + ") values (" + marks + ")")
                    .params(new ArrayList<>(row.values())).update();
            undone.add("delete from " + table + " where id = '" + row.get("ID") + "'");
        }
    }

    private void unsent(int i) {
        String id = "Z-" + i + companyId.substring(companyId.length() - 8);
        jdbc.sql("""
                insert into outbox (id, kind, dedup_key, payload, created_at, next_attempt_at, attempts, last_error)
                values (?, 'MAIL', ?, '{}', current_timestamp, timestamp with time zone '2099-01-01 00:00:00+00', 1, 'x')""")
                .params(id, id).update();
        undone.add("delete from outbox where id = '" + id + "'");
    }
}
