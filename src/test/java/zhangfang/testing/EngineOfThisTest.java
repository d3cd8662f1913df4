package zhangfang.testing;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import zhangfang.identity.People;
import zhangfang.identity.PeopleOfThisTest;

/**
 * Camunda's REST API and web applications find their engine, and the signed-in person's groups, in statics of the JVM,
 * where the application that was started last stands. A run of all tests has several: each test gets its own back.
 */
class EngineOfThisTest implements BeforeAllCallback, BeforeEachCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        use(SpringExtension.getApplicationContext(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        use(SpringExtension.getApplicationContext(context));
    }

    private static void use(ApplicationContext application) {
        ProcessEngines.registerProcessEngine(application.getBean(ProcessEngine.class));
        PeopleOfThisTest.use(application.getBean(People.class));
    }
}
