package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhangfang.company.Company.Standard;

class RoleLinesTest {

    @ParameterizedTest
    @EnumSource(Standard.class)
    void aRoleLeadsToTheLinesThatAskForIt(Standard standard) {
        assertThat(RoleLines.of(standard).get("VAT_INPUT")).extracting(RoleLines.RoleLine::statement)
                .contains(StatementKind.BALANCE_SHEET);
        assertThat(RoleLines.of(standard).get("INTEREST_EXPENSE")).extracting(RoleLines.RoleLine::statement)
                .contains(StatementKind.INCOME_STATEMENT);
        assertThat(RoleLines.of(standard)).doesNotContainKey("NOTHING");
    }
}
