package zhangfang.ledger;

import zhangfang.testing.PostgresTest;

/** On PostgreSQL, as a superuser with the guards off. */
@PostgresTest
class ChainCheckOnPostgresTest extends ChainCheckTests {

    ChainCheckOnPostgresTest() {
        super("set local session_replication_role = replica");
    }
}
