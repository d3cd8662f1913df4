package zhangfang.ledger;

import java.util.List;
import zhangfang.company.Company.Standard;

/**
 * The accounts of a standard (会计准则) that rules know by their official first-level code: both standards use the same
 * digits for different things (5001 is revenue here and production cost there), so a rule asks the book's standard.
 *
 * @param reference           what the files of reference data are called after
 * @param surplusReserve      盈余公积
 * @param profitOfTheYear     本年利润
 * @param distribution        利润分配
 * @param retainedEarnings    未分配利润 below it, as our own chart numbers it
 * @param priorYears          以前年度损益调整, which goes to 未分配利润 without passing the year's profit; {@code null} where
 *                            errors of earlier years are corrected in the present one (小企业会计准则 第八十八条)
 * @param stock               what can't be less than nothing (存货)
 * @param financeExpenses     财务费用
 * @param investments         what selling brings its income back together with
 * @param investmentIncome    投资收益
 * @param bearNoVat           taxes and losses that value-added tax never comes with, beside 应交税费 itself
 */
public record StandardAccounts(Standard standard, String reference, String surplusReserve, String profitOfTheYear,
        String distribution, String retainedEarnings, String priorYears, List<String> stock, String financeExpenses,
        List<String> investments, String investmentIncome, List<String> bearNoVat) {

    /** 应交税费, the same in both standards. */
    public static final String TAXES_PAYABLE = "2221";
    /** 货币资金, the same in both standards. */
    public static final List<String> MONETARY_FUNDS = List.of("1001", "1002", "1012");

    /** 应付利润 (应付股利), the same in both standards. */
    public static final String PROFIT_PAYABLE = "2232";

    private static final StandardAccounts SMALL_ENTERPRISE = new StandardAccounts(Standard.SMALL_ENTERPRISE,
            "small-enterprise", "3101", "3103", "3104", "310415", null,
            List.of("1401", "1402", "1403", "1405", "1408", "1411", "1421"), "5603",
            List.of("1101", "1501", "1511"), "5111", List.of("5403", "5711", "5801"));
    private static final StandardAccounts ENTERPRISE = new StandardAccounts(Standard.ENTERPRISE,
            "enterprise", "4101", "4103", "4104", "410415", "6901",
            List.of("1401", "1402", "1403", "1405", "1406", "1408", "1411", "1421"), "6603",
            List.of("1101", "1504", "1505", "1511", "1513"), "6111", List.of("6403", "6711", "6801"));

    /** Whether it corrects earlier years: profit and loss, but none of this year's. */
    public boolean isPriorYears(String code) {
        return priorYears != null && code.startsWith(priorYears);
    }

    public static StandardAccounts of(Standard standard) {
        return switch (standard) {
            case SMALL_ENTERPRISE -> SMALL_ENTERPRISE;
            case ENTERPRISE -> ENTERPRISE;
        };
    }

    /** 实收资本. */
    public String paidInCapital() {
        return standard == Standard.SMALL_ENTERPRISE ? "3001" : "4001";
    }

    /** The address of a file of reference data of this standard, such as {@code reference/chart-enterprise.csv}. */
    public String resource(String name) {
        return "reference/" + name + "-" + reference + ".csv";
    }
}
