package zhangfang.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.context.ActiveProfiles;
import zhangfang.notice.MailServerForTests;

/** The whole application on H2 in memory, without sample data, the job executor standing still. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(WholeStateIsSound.class)
@ActiveProfiles("test")
@Import({TimeMachineForTests.class, ProcessCoverage.class, RefusingProcess.class, TaskAudience.class, FailingApplications.class,
        MailServerForTests.class})
public @interface IntegrationTest {
}
