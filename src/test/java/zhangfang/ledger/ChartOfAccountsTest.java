package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.ChartOfAccounts.Usage;
import zhangfang.ledger.Figures.Direction;

class ChartOfAccountsTest {

    private final ReferenceChart reference = ReferenceChart.of(Standard.SMALL_ENTERPRISE);

    private ChartOfAccounts chart(Chart chart, String... inUse) {
        return new ChartOfAccounts(reference, reference.accounts(chart, TaxpayerType.GENERAL),
                code -> List.of(inUse).contains(code) ? Usage.POSTED : Usage.NONE);
    }

    @Test
    void hasAllAccountsOfTheReferenceOrTheOfficialOnesOnly() {
        assertThat(reference.accounts(Chart.STANDARD, TaxpayerType.GENERAL)).hasSize(228);
        assertThat(reference.accounts(Chart.FIRST_LEVEL, TaxpayerType.GENERAL)).hasSize(66)
                .allMatch(account -> account.leaf() && account.level() == 1);
    }

    @Test
    void hasTheAccountsOfTheOtherStandardToo() {
        ReferenceChart enterprise = ReferenceChart.of(Standard.ENTERPRISE);
        assertThat(enterprise.accounts(Chart.STANDARD, TaxpayerType.GENERAL)).hasSize(187);
        assertThat(enterprise.accounts(Chart.FIRST_LEVEL, TaxpayerType.SMALL_SCALE)).hasSize(108)
                .allMatch(account -> account.leaf() && account.level() == 1);
        assertThat(enterprise.accounts(Chart.STANDARD, TaxpayerType.GENERAL))
                .filteredOn(account -> account.code().startsWith("5")).isNotEmpty()
                .allMatch(account -> account.category().equals("COST"));
        assertThat(enterprise.proposedRole("123105", "坏账准备_其他应收款").orElseThrow().name())
                .isEqualTo("BAD_DEBT_OTHER_RECEIVABLES");
        assertThat(enterprise.proposedRole("122105", "其他应收款")).isEmpty();
        assertThat(enterprise.proposedRole("660240", "管理费用-无形资产摊销")).as("of what was bought").isEmpty();
    }

    /** Below one account only, and by the whole last segment of the name. */
    @ParameterizedTest
    @CsvSource({"SMALL_ENTERPRISE, 5603, 利息支出, INTEREST_EXPENSE", "ENTERPRISE, 6603, 利息支出, INTEREST_EXPENSE",
            "SMALL_ENTERPRISE, 5403, 城建税, URBAN_CONSTRUCTION_TAX", "SMALL_ENTERPRISE, 5602, 工资, STAFF_COST",
            "SMALL_ENTERPRISE, 2221, 应交城建税, URBAN_CONSTRUCTION_TAX_PAYABLE", "ENTERPRISE, 2221, 应交所得税, CIT_PAYABLE"})
    void knowsNamesThatOtherSoftwareGives(Standard standard, String parent, String name, String role) {
        ReferenceChart chart = ReferenceChart.of(standard);
        assertThat(chart.proposedRole(parent + "77", "上级_" + name).orElseThrow().name()).isEqualTo(role);
        assertThat(chart.proposedRole(parent + "77", name + "以外")).isEmpty();
        assertThat(chart.proposedRole("1221", name)).isEmpty();
    }

    /** What a statement or a cash flow rule asks for by role can be said of an account. */
    @ParameterizedTest
    @EnumSource(Standard.class)
    void knowsEveryRoleThatRulesAskFor(Standard standard) {
        ReferenceChart chart = ReferenceChart.of(standard);
        StandardAccounts accounts = StandardAccounts.of(standard);
        Set<String> asked = new TreeSet<>();
        ReferenceChart.read(accounts.resource("cash-flow-defaults")).stream().map(row -> row.get("role"))
                .filter(role -> !role.isEmpty()).forEach(asked::add);
        ReferenceChart.read(accounts.resource("statement-lines")).forEach(row -> {
            Matcher role = Pattern.compile("@([A-Z_]+)").matcher(row.get("formula"));
            while (role.find()) {
                asked.add(role.group(1));
            }
        });
        assertThat(asked).isNotEmpty().allMatch(chart::knowsRole);
    }

    @Test
    void leavesTheColumnsOfValueAddedTaxOutForSmallScaleTaxpayers() {
        List<Account> accounts = reference.accounts(Chart.STANDARD, TaxpayerType.SMALL_SCALE);

        assertThat(accounts).noneMatch(account -> account.code().equals("22210101"));
        assertThat(accounts).filteredOn(account -> account.code().equals("222101")).singleElement()
                .matches(Account::leaf).extracting(Account::role).isEqualTo("VAT");
    }

    @Test
    void createsTheLevelsInBetweenNamedFromThePath() {
        ChartOfAccounts chart = chart(Chart.FIRST_LEVEL);

        assertThat(chart.extend("22210102", "应交税费_应交增值税_销项税额")).isEmpty();

        assertThat(chart.get("222101")).extracting(Account::name, Account::parentCode, Account::leaf, Account::role)
                .containsExactly("应交增值税", "2221", false, "VAT");
        assertThat(chart.get("22210102")).extracting(Account::name, Account::parentCode, Account::role)
                .containsExactly("应交税费_应交增值税_销项税额", "222101", "VAT_OUTPUT");
        assertThat(chart.get("2221").leaf()).isFalse();
        assertThat(chart.added()).extracting(Account::code).containsExactly("222101", "22210102");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "22210105, 应交税费_应交增值税_进项税额, VAT_INPUT, DEBIT",
        "22210105, 进项税额(本地), VAT_INPUT, DEBIT",
        "22210105, 应交税费—应交增值税—进项税额转出, VAT_INPUT_TRANSFER_OUT, CREDIT",
        "22210105, 应交增值税\\待结算进项税额, -, CREDIT",
        "222105, 应交税费_应交企业所得税, CIT_PAYABLE, CREDIT",
        "222112, 应交税费/应交个人所得税(代扣代缴), IIT_PAYABLE, CREDIT",
        "560205, 管理费用·业务招待费, BUSINESS_ENTERTAINMENT, DEBIT",
        "560105, 销售费用-业务招待费, -, DEBIT",
        "560309, 财务费用_利息收入, INTEREST_INCOME, CREDIT",
        "530109, 营业外收入_利息收入, -, CREDIT",
        "222120, 应交税费_消费税, -, CREDIT",
        "310402, 利润分配_未分配利润, RETAINED_EARNINGS, CREDIT"})
    void proposesARoleOnlyWhenTheLastSegmentEqualsItsName(String code, String name, String role, Direction direction) {
        ChartOfAccounts chart = chart(Chart.FIRST_LEVEL);

        assertThat(chart.extend(code, name)).isEmpty();

        assertThat(chart.get(code)).extracting(Account::role, Account::direction).containsExactly(role, direction);
    }

    @Test
    void followsThePathWhereOtherSoftwareUsesThreeDigitsALevel() {
        ChartOfAccounts chart = chart(Chart.FIRST_LEVEL);

        chart.extend("2221001002", "应交税费_应交增值税_销项税额");
        chart.extend("11220001", "应收账款_甲公司");

        assertThat(chart.added()).extracting(Account::code).containsExactly("11220001", "2221001", "2221001002");
        assertThat(chart.get("11220001").byCounterparty()).isTrue();
    }

    @Test
    void refusesWhatExtendsNothingAndWhatWouldHideEntriesOfItsParent() {
        assertThat(chart(Chart.FIRST_LEVEL).extend("999901", "其他").orElseThrow().key())
                .isEqualTo("ledger.account.unknown");
        assertThat(chart(Chart.FIRST_LEVEL).extend("112201", "").orElseThrow().key())
                .isEqualTo("ledger.account.unnamed");
        assertThat(chart(Chart.FIRST_LEVEL, "1122").extend("112201", "甲公司").orElseThrow().key())
                .isEqualTo("ledger.account.parentInUse");
        assertThat(chart(Chart.FIRST_LEVEL).extend("1122", "别的名字")).isEmpty();
    }
}
