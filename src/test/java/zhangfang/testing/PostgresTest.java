package zhangfang.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.context.ActiveProfiles;
import zhangfang.notice.MailServerForTests;

/** The whole application on a real PostgreSQL, where concurrency is judged. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("postgres")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(WholeStateIsSound.class)
@ActiveProfiles({"test", "postgres"})
@Import({TimeMachineForTests.class, ProcessCoverage.class, PostgresForTests.class, RefusingProcess.class, TaskAudience.class, FailingApplications.class,
        MailServerForTests.class})
public @interface PostgresTest {
}
