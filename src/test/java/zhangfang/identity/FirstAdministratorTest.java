package zhangfang.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.testing.IntegrationTest;

@IntegrationTest
class FirstAdministratorTest {

    private static final String USER = "first-admin";
    private static final String PASSWORD = "correct-horse";

    @Autowired
    private People people;
    @Autowired
    private IdentityService identityService;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;

    private final List<String> othersInOffice = new ArrayList<>();

    /** The tests share one database: whoever is administrator in it steps aside for a moment. */
    @BeforeEach
    void noAdministratorIsLeft() {
        othersInOffice.addAll(people.inRole(Role.ADMINISTRATOR).keySet());
        othersInOffice.forEach(user -> identityService.deleteMembership(user, Role.ADMINISTRATOR.group()));
    }

    @AfterEach
    void asItWas() {
        identityService.deleteUser(USER);
        othersInOffice.forEach(user -> identityService.createMembership(user, Role.ADMINISTRATOR.group()));
    }

    @Test
    void makesTheAdministratorFromTheEnvironment() {
        start(USER, PASSWORD);

        assertThat(people.inRole(Role.ADMINISTRATOR)).containsOnlyKeys(USER);
        assertThat(identityService.checkPassword(USER, PASSWORD)).isTrue();
    }

    @Test
    void needsNothingFromTheEnvironmentOnceThereIsAnAdministrator() {
        start(USER, PASSWORD);

        start("", "");
        start("someone-else", "another-password");

        assertThat(people.inRole(Role.ADMINISTRATOR)).containsOnlyKeys(USER);
        assertThat(people.exists("someone-else")).isFalse();
    }

    @Test
    void failsTheStartWhenTheEnvironmentSaysNothing() {
        assertThatIllegalStateException().isThrownBy(() -> start("", ""))
                .withMessageContaining("ZHANGFANG_ADMIN_USER").withMessageContaining("ZHANGFANG_ADMIN_PASSWORD");
        assertThatIllegalStateException().isThrownBy(() -> start(USER, ""));
        assertThatIllegalStateException().isThrownBy(() -> start("", PASSWORD));

        assertThat(people.inRole(Role.ADMINISTRATOR)).isEmpty();
    }

    @Test
    void refusesAShortPassword() {
        assertThatIllegalStateException().isThrownBy(() -> start(USER, "eleven-char"))
                .withMessageContaining("at least 12 characters");

        assertThat(people.exists(USER)).isFalse();
    }

    @Test
    void makesNoAdministratorOfSomeoneWhoIsThereAlready() {
        people.add(USER, "张三", PASSWORD, Role.CUSTOMER);

        assertThatIllegalStateException().isThrownBy(() -> start(USER, PASSWORD))
                .withMessageContaining("choose another name");
    }

    private void start(String user, String password) {
        FirstAdministrator bootstrap = new FirstAdministrator(people, jdbc, user, password);
        transaction.executeWithoutResult(status -> bootstrap.run(new DefaultApplicationArguments()));
    }
}
