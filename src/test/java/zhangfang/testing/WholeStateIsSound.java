package zhangfang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import zhangfang.audit.WholeState;

/** After every integration test the whole-state checker finds no violation. */
class WholeStateIsSound implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        WholeState state = SpringExtension.getApplicationContext(context).getBean(WholeState.class);
        assertThat(state.violations()).as("whole-state check").isEmpty();
    }
}
