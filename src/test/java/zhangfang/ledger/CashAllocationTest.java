package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.money.Money;

/** Where the cash of a voucher goes in the cash flow statement: entries in, lines with received (+) or paid (-) out. */
class CashAllocationTest {

    private static final ReferenceChart REFERENCE = ReferenceChart.of(Standard.SMALL_ENTERPRISE);
    private static final ChartOfAccounts CHART = new ChartOfAccounts(REFERENCE,
            REFERENCE.accounts(Chart.STANDARD, TaxpayerType.GENERAL), code -> ChartOfAccounts.Usage.NONE);
    private static final ChartOfAccounts SMALL_SCALE = new ChartOfAccounts(REFERENCE,
            REFERENCE.accounts(Chart.STANDARD, TaxpayerType.SMALL_SCALE), code -> ChartOfAccounts.Usage.NONE);
    private static final ChartOfAccounts FIRST_LEVEL = new ChartOfAccounts(REFERENCE,
            REFERENCE.accounts(Chart.FIRST_LEVEL, TaxpayerType.GENERAL), code -> ChartOfAccounts.Usage.NONE);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            销售收现,             借1002 113; 贷5001 100; 贷22210107 13,                    1 100; 1 13
            买设备,               借160105 1000; 借22210101 130; 贷1002 1130,               12 -1000; 12 -130
            买办公用品,           借560205 100; 借22210101 13; 贷1002 113,                  6 -100; 6 -13
            只付进项税,           借22210101 13; 贷1002 13,                                 3 -13
            处置设备,             借1002 113; 贷1606 100; 贷22210107 13,                    10 100; 10 13
            清理费用,             借1606 50; 贷1002 50,                                     10 -50
            发工资扣个税社保,     借221101 100; 贷1002 85; 贷222112 5; 贷2241 10,           4 -85
            缴个税,               借222112 5; 贷1002 5,                                     4 -5
            缴增值税和附加,       借222102 100; 借222113 7; 贷1002 107,                     5 -100; 5 -7
            退所得税,             借1002 9; 贷222111 9,                                     2 9
            部分赊购,             借1403 28000; 贷1002 20000; 贷2202 8000,                  3 -20000
            三分之一尾差,         借560205 10; 借560301 10; 借221101 10; 贷1002 20; 贷2202 10, 6 -6.66; 17 -6.67; 4 -6.67
            取现,                 借1001 50; 贷1002 50,
            没有现金,             借5401 50; 贷1405 50,
            收回应收退款红字,     借1002 -50; 贷5001 -50,                                   1 -50
            付款红字,             借1405 -50; 贷1002 -50,                                   3 50
            退货退款,             借5001 100; 借22210107 13; 贷1002 113,                    1 -100; 1 -13
            采购退款,             借1002 50; 贷1405 50,                                     3 50
            卖投资,               借1002 120; 贷1101 100; 贷5111 20,                        8 100; 8 20
            收股利,               借1002 20; 贷5111 20,                                     9 20
            还本付息,             借2001 100; 借560301 5; 贷1002 105,                       16 -100; 17 -5
            利息收入,             借1002 3; 贷560302 3,                                     2 3
            利息收入记红字,       借1002 3; 借560302 -3,                                    2 3
            手续费,               借560304 3; 贷1002 3,                                     6 -3
            分红,                 借310403 80; 贷1002 80,                                   18 -80
            人工标注优先,         借2241 80 #14; 贷1002 80,                                 14 -80
            全部标注直接取,       借1403 28000 #3; 贷1002 20000; 贷2202 8000 #3,            3 -28000; 3 8000
            归不了类,             借1002 5; 贷3103 5,                                       0 5
            现金两边相抵,         借1002 5; 贷1122 5; 借2202 5; 贷1002 5,
            卖债券连利息,         借1002 125; 贷1501 100; 贷5111 20; 贷5111 5 债券利息,     8 100; 8 20; 9 5
            卖投资亏本,           借1002 90; 借5111 10; 贷1101 100,                         8 90
            资本化利息,           借1604 30 支付借款利息; 贷1002 30,                        17 -30
            工程人员工资,         借1604 30 发工程队工资; 贷1002 30,                        4 -30
            研发人员薪酬,         借430102 30 研发人员薪酬; 贷1002 30,                      4 -30
            无形资产款,           借1701 30 购软件; 贷1002 30,                              12 -30
            红字付款整张冲回,     借1221 -50; 贷1002 -50,                                   6 50
            红字收款整张冲回,     借1002 -50; 贷1221 -50,                                   2 -50
            红字多行冲回,         借160105 -1000; 借22210101 -130; 贷1002 -1130,              12 1000; 12 130
            红字行按净方向归侧,   借560205 100; 借560205 -40; 贷1002 60,                    6 -60
            红字行同侧照取,       借1002 90; 贷5001 100; 贷5001 -10,                        1 90
            尾差放最大行,         借560205 1; 借221101 2; 贷1002 1; 贷2202 2,               6 -0.33; 4 -0.67
            只标了一行按比例,     借1403 60 #6; 借560205 40; 贷1002 50; 贷2202 50 #3,       6 -30; 6 -20
            税随人工标注的行,     借160105 100 #6; 借22210101 13; 贷1002 113,               6 -100; 6 -13
            全标注含现金互转,     借1001 50; 贷1002 50; 借1403 5 #3; 贷2202 5 #3,           3 -5; 3 5
            """)
    void spreadsTheCashOfAGeneralTaxpayersVoucher(String name, String entries, String expected) {
        assertThat(shares(CHART, entries)).isEqualTo(expected == null ? "" : expected);
    }

    /** Each row of the reference: cash against one account, in or out, and the line that it counts on. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            IN,  5001, 1
            IN,  5051, 1
            IN,  1122, 1
            IN,  1121, 1
            IN,  2203, 1
            IN,  22210107, 1
            IN,  222106, 1
            IN,  222108, 1
            IN,  22210101, 1
            IN,  222105, 1
            IN,  1221, 2
            IN,  2241, 2
            IN,  530102, 2
            IN,  530110, 2
            IN,  530105, 6
            IN,  560302, 2
            IN,  2401, 2
            IN,  222107, 2
            IN,  222102, 2
            IN,  222112, 2
            IN,  222113, 2
            IN,  540303, 2
            IN,  5801, 2
            IN,  221101, 4
            IN,  1101, 8
            IN,  1501, 8
            IN,  1511, 8
            IN,  5111, 9
            IN,  1131, 9
            IN,  1132, 9
            IN,  1606, 10
            IN,  160105, 10
            IN,  1701, 10
            IN,  1621, 10
            IN,  1605, 10
            IN,  2001, 14
            IN,  2501, 14
            IN,  3001, 15
            IN,  300201, 15
            OUT, 1401, 3
            OUT, 1402, 3
            OUT, 1403, 3
            OUT, 1405, 3
            OUT, 1408, 3
            OUT, 141101, 3
            OUT, 1421, 3
            OUT, 2202, 3
            OUT, 2201, 3
            OUT, 1123, 3
            OUT, 400101, 3
            OUT, 4101, 3
            OUT, 440101, 3
            OUT, 4403, 3
            OUT, 5401, 3
            OUT, 5402, 3
            OUT, 22210101, 3
            OUT, 222105, 3
            OUT, 22210107, 3
            OUT, 222106, 3
            OUT, 222108, 3
            OUT, 221104, 4
            OUT, 222112, 4
            OUT, 222102, 5
            OUT, 22210103, 5
            OUT, 222103, 5
            OUT, 222111, 5
            OUT, 222116, 5
            OUT, 540309, 5
            OUT, 5801, 5
            OUT, 560101, 4
            OUT, 560205, 6
            OUT, 560201, 4
            OUT, 560304, 6
            OUT, 560305, 6
            OUT, 560303, 6
            OUT, 560399, 6
            OUT, 571107, 6
            OUT, 1221, 6
            OUT, 2241, 6
            OUT, 190101, 6
            OUT, 1101, 11
            OUT, 1501, 11
            OUT, 1511, 11
            OUT, 160101, 12
            OUT, 1604, 12
            OUT, 1605, 12
            OUT, 1621, 12
            OUT, 1701, 12
            OUT, 1606, 10
            OUT, 1801, 12
            OUT, 430102, 12
            OUT, 2701, 12
            OUT, 2001, 16
            OUT, 2501, 16
            OUT, 2231, 17
            OUT, 560301, 17
            OUT, 2232, 18
            OUT, 310403, 18
            # refunds: the other direction's line, taken back
            IN,  1405, 3
            IN,  1123, 3
            IN,  2202, 3
            IN,  560205, 6
            IN,  560304, 6
            IN,  560301, 17
            IN,  560399, 6
            IN,  2232, 18
            OUT, 1122, 1
            OUT, 5001, 1
            OUT, 2203, 1
            OUT, 3001, 15
            OUT, 560302, 2
            OUT, 530105, 6
            OUT, 1131, 9
            # nothing in either direction
            IN,  3101, 0
            IN,  3103, 0
            OUT, 1602, 0
            OUT, 310415, 0
            OUT, 430101, 0
            """)
    void knowsALineForEachAccountAndDirection(String direction, String account, int line) {
        ChartOfAccounts chart = account.equals("3101") ? FIRST_LEVEL : CHART;
        assertThat(shares(chart, direction.equals("IN") ? "借1002 100; 贷" + account + " 100"
                : "借" + account + " 100; 贷1002 100")).isEqualTo(line + (direction.equals("IN") ? " 100" : " -100"));
    }

    @Test
    void takesNoCashFromAnAccountThatIsNotCashInTheStatementsSense() {
        ChartOfAccounts chart = new ChartOfAccounts(REFERENCE, REFERENCE.accounts(Chart.STANDARD, TaxpayerType.GENERAL)
                .stream().map(account -> account.code().equals("101204") ? restricted(account) : account).toList(),
                code -> ChartOfAccounts.Usage.NONE);
        assertThat(shares(chart, "借101204 100; 贷1002 100")).as("no rule: somebody says what it is for").isEqualTo("0 -100");
        assertThat(shares(chart, "借101204 100 #6; 贷1002 100")).isEqualTo("6 -100");
        assertThat(shares(chart, "借1403 100; 贷101204 100")).isEmpty();
        assertThat(shares(chart, "借101201 100; 贷1002 100")).isEmpty();
    }

    private static Account restricted(Account account) {
        return new Account(account.code(), account.name(), account.parentCode(), account.level(), account.leaf(),
                account.category(), account.direction(), account.role(), false, account.byCounterparty(),
                account.roleOrigin(), account.roleSetBy());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            小规模销售,           借1002 101; 贷5001 100; 贷222101 1,                       1 100; 1 1
            小规模缴增值税,       借222101 1; 借222113 0.07; 贷1002 1.07,                   5 -1; 5 -0.07
            带滞纳金缴税,         借222101 1; 借571107 2; 贷1002 3,                         5 -1; 6 -2
            小规模买设备分列税,   借160105 100; 借222101 3; 贷1002 103,                     12 -100; 12 -3
            """)
    void spreadsTheCashOfASmallScaleTaxpayersVoucher(String name, String entries, String expected) {
        assertThat(shares(SMALL_SCALE, entries)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            一级科目销售,         借1002 113; 贷5001 100; 贷2221 13,                        1 100; 1 13
            一级科目缴税,         借2221 13; 贷1002 13,                                     5 -13
            一级科目付利息,       借5603 13 利息; 贷1002 13,                                17 -13
            一级科目付手续费,     借5603 13; 贷1002 13,                                     6 -13
            一级科目收利息,       借1002 13; 贷5603 13,                                     2 13
            一级科目汇兑,         借1002 13; 贷5301 13 汇兑收益,                            6 13
            一级科目退税,         借1002 13; 贷2221 13,                                     2 13
            发工资,               借5602 13; 贷1002 13,                                     6 -13
            """)
    void spreadsTheCashWhereThereAreFirstLevelAccountsOnly(String name, String entries, String expected) {
        assertThat(shares(FIRST_LEVEL, entries)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            销售收现,             借1002 113; 贷6001 100; 贷22210107 13,                    1 100; 1 13
            收合同负债,           借1002 113; 贷2204 100; 贷222106 13,                      1 100; 1 13
            买设备,               借1601 1000; 借22210101 130; 贷1002 1130,                 17 -1000; 17 -130
            买办公用品,           借660203 100; 借22210101 13; 贷1002 113,                  8 -100; 8 -13
            退所得税,             借1002 9; 贷222111 9,                                     2 9
            收到留抵退税,         借1002 9; 贷222107 9,                                     2 9
            政府补助,             借1002 9; 贷6117 9,                                       3 9
            与资产相关的政府补助, 借1002 9; 贷2401 9,                                       3 9
            专项拨款,             借1002 9; 贷2711 9,                                       3 9
            发工资扣个税社保,     借2211 100; 贷1002 85; 贷222112 5; 贷2241 10,             6 -85
            缴增值税和附加,       借222102 100; 借222113 7; 贷1002 107,                     7 -100; 7 -7
            带滞纳金缴税,         借222102 1; 借6711 2; 贷1002 3,                           7 -1; 8 -2
            处置设备,             借1002 113; 贷1606 100; 贷22210107 13,                    13 100; 13 13
            清理费用,             借1606 50; 贷1002 50,                                     13 -50
            卖投资,               借1002 120; 贷1101 100; 贷6111 20,                        11 100; 11 20
            卖债券连利息,         借1002 125; 贷1504 100; 贷6111 20; 贷6111 5 债券利息,     11 100; 11 20; 12 5
            买股权,               借1513 20; 贷1002 20,                                     18 -20
            还本付息,             借2001 100; 借660301 5; 贷1002 105,                       27 -100; 28 -5
            分红,                 借2232 80; 贷1002 80,                                     28 -80
            付租赁款,             借2510 80; 贷1002 80,                                     29 -80
            回购,                 借4201 80; 贷1002 80,                                     29 -80
            发债,                 借1002 80; 贷2502 80,                                     24 80
            汇兑损失,             借660303 8; 贷1002 8,                                     32 -8
            汇兑收益,             借1002 8; 贷660303 8,                                     32 8
            其他财务费用,         借660399 8; 贷1002 8,                                     8 -8
            其他财务费用是汇兑,   借660399 8 期末汇兑损失; 贷1002 8,                        32 -8
            利息收入,             借1002 3; 贷660302 3,                                     3 3
            上年调整没有规则,     借1002 5; 贷6901 5,                                       0 5
            """)
    void spreadsTheCashOfABookByTheOtherStandard(String name, String entries, String expected) {
        ReferenceChart reference = ReferenceChart.of(Standard.ENTERPRISE);
        ChartOfAccounts chart = new ChartOfAccounts(reference, reference.accounts(Chart.STANDARD, TaxpayerType.GENERAL),
                code -> ChartOfAccounts.Usage.NONE);
        assertThat(shares(chart, entries)).isEqualTo(expected);
    }

    private static String shares(ChartOfAccounts chart, String text) {
        List<CashAllocation.Entry> entries = new ArrayList<>();
        for (String part : text.split(";")) {
            String[] words = part.strip().split(" ");
            Money amount = Money.of(words[1]);
            boolean debit = words[0].startsWith("借");
            String extra = words.length > 2 ? words[2] : "";
            Account account = chart.get(words[0].substring(1));
            assertThat(account).as(words[0]).isNotNull();
            assertThat(account.leaf()).as(words[0]).isTrue();
            entries.add(new CashAllocation.Entry(entries.size() + 1, account, extra.startsWith("#") ? "" : extra,
                    debit ? amount : Money.ZERO, debit ? Money.ZERO : amount,
                    extra.startsWith("#") ? Integer.valueOf(extra.substring(1)) : null));
        }
        return String.join("; ", CashAllocation.of(entries, CashFlowLines.of(chart.standard().standard())).stream()
                .map(share -> share.cashFlowLine() + " " + share.amount().amount().stripTrailingZeros().toPlainString())
                .toList());
    }
}
