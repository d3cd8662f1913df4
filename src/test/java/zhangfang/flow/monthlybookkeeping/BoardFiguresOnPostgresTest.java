package zhangfang.flow.monthlybookkeeping;

import zhangfang.testing.PostgresTest;

/** The same figures on PostgreSQL. */
@PostgresTest
class BoardFiguresOnPostgresTest extends BoardFigures {
}
