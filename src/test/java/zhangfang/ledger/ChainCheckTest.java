package zhangfang.ledger;

import zhangfang.testing.IntegrationTest;

/** On H2, which has no guards to get past. */
@IntegrationTest
class ChainCheckTest extends ChainCheckTests {

    ChainCheckTest() {
        super("set @past = 1");
    }
}
