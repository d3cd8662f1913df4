package zhangfang.testing;

import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import zhangfang.flow.engine.Submission;
import zhangfang.refusal.Refusal;

/** What the models of {@code src/test/resources/flow} call; here, so that all tests share one application context. */
@TestConfiguration(proxyBeanMethods = false)
class RefusingProcess {

    @Bean
    TaskListener refuseUnlessAgreed() {
        return task -> {
            if (!Submission.of(task).flag("agreed")) {
                throw Refusal.field("agreed", "flow.field.required");
            }
        };
    }

    /** When the task of {@code flow/reminded.bpmn} is due. */
    @Bean
    AtomicReference<Date> movedDeadline() {
        return new AtomicReference<>();
    }

    @Bean
    JavaDelegate refuseAlways() {
        return execution -> {
            throw Refusal.conflict("flow.suspended");
        };
    }
}
