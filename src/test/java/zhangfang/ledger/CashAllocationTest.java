package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.money.Money;

/** Where the cash of a voucher goes in the cash flow statement: entries in, lines with received (+) or paid (-) out. */
class CashAllocationTest {

    private static final CashFlowLines LINES = CashFlowLines.of(Standard.SMALL_ENTERPRISE);
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
            """)
    void spreadsTheCashOfAGeneralTaxpayersVoucher(String name, String entries, String expected) {
        assertThat(shares(CHART, entries)).isEqualTo(expected == null ? "" : expected);
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
            发工资,               借5602 13; 贷1002 13,                                     6 -13
            """)
    void spreadsTheCashWhereThereAreFirstLevelAccountsOnly(String name, String entries, String expected) {
        assertThat(shares(FIRST_LEVEL, entries)).isEqualTo(expected);
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
        return String.join("; ", CashAllocation.of(entries, LINES).stream()
                .map(share -> share.cashFlowLine() + " " + share.amount().amount().stripTrailingZeros().toPlainString())
                .toList());
    }
}
