package zhangfang.flow.monthlybookkeeping;

import zhangfang.testing.IntegrationTest;

@IntegrationTest
class BoardFiguresTest extends BoardFigures {
}
