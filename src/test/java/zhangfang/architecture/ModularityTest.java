package zhangfang.architecture;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import zhangfang.ZhangfangApplication;

/** Modules depend on each other one way only, and on nothing that is another's own. */
class ModularityTest {

    @Test
    void modulesFormADirectedGraphAndKeepTheirInsidesToThemselves() {
        ApplicationModules.of(ZhangfangApplication.class).verify();
    }
}
