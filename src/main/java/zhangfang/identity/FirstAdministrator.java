package zhangfang.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way in for whoever runs this for real: while there is no administrator, the start makes one from the environment
 * ({@code ZHANGFANG_ADMIN_USER}, {@code ZHANGFANG_ADMIN_PASSWORD}) or fails. No password has a default. With an
 * administrator in place both variables are ignored and can be taken away.
 */
@Component
@Profile("!demo & !test")
@Order(0)
class FirstAdministrator implements ApplicationRunner {

    static final int SHORTEST_PASSWORD = 12;

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final People people;
    private final JdbcClient jdbc;
    private final String userId;
    private final String password;

    FirstAdministrator(People people, JdbcClient jdbc,
            @Value("${zhangfang.admin.user:}") String userId,
            @Value("${zhangfang.admin.password:}") String password) {
        this.people = people;
        this.jdbc = jdbc;
        this.userId = userId.strip();
        this.password = password;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        // nodes may start together: one makes the administrator, the others find one
        jdbc.sql("select id from startup_lock where id = 1 for update").query(Integer.class).single();
        if (!people.inRole(Role.ADMINISTRATOR).isEmpty()) {
            return;
        }
        check();
        people.add(userId, userId, password, Role.ADMINISTRATOR);
        LOG.info("the first administrator is {}; others are made in Admin", userId);
    }

    private void check() {
        if (userId.isEmpty() || password.isEmpty()) {
            throw new IllegalStateException("There is no administrator yet: set ZHANGFANG_ADMIN_USER and "
                    + "ZHANGFANG_ADMIN_PASSWORD (at least " + SHORTEST_PASSWORD + " characters) and start again.");
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw new IllegalStateException("ZHANGFANG_ADMIN_PASSWORD is too short: at least " + SHORTEST_PASSWORD
                    + " characters.");
        }
        if (people.exists(userId)) {
            throw new IllegalStateException("ZHANGFANG_ADMIN_USER: there is a " + userId + " already, who is no "
                    + "administrator; choose another name.");
        }
    }
}
