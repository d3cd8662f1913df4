package zhangfang.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import zhangfang.company.Company.Standard;

/**
 * What a standard means for random books and their reference, written down anew instead of read from the reference data of
 * the application.
 *
 * @param accounts     code in the standard chart, path of names, what the statements know it by
 * @param income       first-level accounts of profit and loss that are earned
 * @param profitOrLoss what their codes begin with
 * @param priorYears   以前年度损益调整, empty where there is none
 * @param profit       本年利润
 * @param equity       what the codes of 盈余公积, 本年利润 and 利润分配 begin with
 * @param lines        of the cash flow statement that cash is booked to; {@code inflow} of them cash comes in on
 * @param noLines      numbers that cash can't be booked to
 * @param net          the line of the net cash; those of opening and closing cash follow it
 * @param proposals    for cash against first-level accounts: the line where it comes in, and where it goes out
 */
record RandomStandard(Standard standard, String accounts, Set<String> income, String profitOrLoss, String priorYears,
        String profit, String distribution, String equity, Set<String> byCounterparty, List<Integer> lines,
        Set<Integer> inflow, List<Integer> noLines, int net, Map<String, int[]> proposals) {

    private static final String SMALL_ENTERPRISE_ACCOUNTS = """
            1001 库存现金
            1002 银行存款
            101206 其他货币资金_备用金
            1122 应收账款
            1123 预付账款
            1221 其他应收款
            1403 原材料
            1405 库存商品
            160105 固定资产_电子设备
            1602 累计折旧
            2202 应付账款
            2203 预收账款
            2241 其他应付款
            2232 应付利润
            2501 长期借款
            221101 应付职工薪酬_职工工资
            22210101 应交税费_应交增值税_进项税额 vat
            22210104 应交税费_应交增值税_转出未交增值税 vat
            22210107 应交税费_应交增值税_销项税额 vat
            222102 应交税费_未交增值税 vatUnpaid
            222105 应交税费_待认证进项税额 vatToCertify
            222106 应交税费_待转销项税额 vatPending
            222111 应交税费_应交企业所得税
            3001 实收资本
            310101 盈余公积_法定盈余公积
            3103 本年利润
            310401 利润分配_提取法定盈余公积
            310403 利润分配_应付利润
            310415 利润分配_未分配利润 retained
            5001 主营业务收入
            5051 其他业务收入
            5111 投资收益
            530102 营业外收入_政府补助 grant
            530199 营业外收入_其他
            5401 主营业务成本
            5402 其他业务成本
            540303 营业税金及附加_城市维护建设税 urban
            540310 营业税金及附加_教育费附加 surcharge
            560103 销售费用_广告费和业务宣传费 advertising
            560199 销售费用_其他
            560203 管理费用_业务招待费 entertainment
            560205 管理费用_办公费
            560208 管理费用_折旧费
            560301 财务费用_利息费用 interest
            560302 财务费用_利息收入 interest
            560304 财务费用_银行手续费
            571103 营业外支出_坏账损失 badDebt
            571199 营业外支出_其他
            5801 所得税费用
                        """;
    private static final String ENTERPRISE_ACCOUNTS = """
            1001 库存现金
            1002 银行存款
            101206 其他货币资金_备用金
            1122 应收账款
            1123 预付账款
            1221 其他应收款
            1231 坏账准备
            1403 原材料
            1405 库存商品
            1601 固定资产
            1602 累计折旧
            2202 应付账款
            2203 预收账款
            2241 其他应付款
            2232 应付股利
            2501 长期借款
            2211 应付职工薪酬
            22210101 应交税费_应交增值税_进项税额 vat
            22210104 应交税费_应交增值税_转出未交增值税 vat
            22210107 应交税费_应交增值税_销项税额 vat
            222102 应交税费_未交增值税 vatUnpaid
            222105 应交税费_待认证进项税额 vatToCertify
            222106 应交税费_待转销项税额 vatPending
            222111 应交税费_应交企业所得税
            4001 实收资本
            4003 其他综合收益
            410101 盈余公积_法定盈余公积
            4103 本年利润
            410401 利润分配_提取法定盈余公积
            410403 利润分配_应付现金股利或利润
            410415 利润分配_未分配利润 retained
            5001 生产成本
            5101 制造费用
            6001 主营业务收入
            6051 其他业务收入
            6101 公允价值变动损益
            6111 投资收益
            6115 资产处置损益
            6117 其他收益
            6301 营业外收入
            6401 主营业务成本
            6402 其他业务成本
            6403 税金及附加
            6601 销售费用
            660201 管理费用_研究费用 research
            660202 管理费用_自行开发无形资产摊销 research
            660203 管理费用_办公费
            660205 管理费用_折旧费
            660301 财务费用_利息费用 interest
            660302 财务费用_利息收入 interestIncome
            660304 财务费用_手续费
            6701 资产减值损失
            6702 信用减值损失
            6711 营业外支出
            680101 所得税费用_当期所得税费用
            6901 以前年度损益调整
            """;

    private static final RandomStandard SMALL_ENTERPRISE = new RandomStandard(Standard.SMALL_ENTERPRISE,
            SMALL_ENTERPRISE_ACCOUNTS, Set.of("5001", "5051", "5111", "5301"), "5", "", "3103", "3104", "310",
            Set.of("1122", "1123", "1221", "2202", "2203", "2232", "2241", "2501", "3001"),
            List.of(1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18), Set.of(1, 2, 8, 9, 10, 14, 15),
            List.of(0, 7, 13, 19, 20, 22, -1), 20,
            Map.ofEntries(Map.entry("5001", new int[] {1, 1}), Map.entry("5051", new int[] {1, 1}),
                    Map.entry("1122", new int[] {1, 1}), Map.entry("2203", new int[] {1, 1}),
                    Map.entry("1405", new int[] {3, 3}), Map.entry("1403", new int[] {3, 3}),
                    Map.entry("2202", new int[] {3, 3}), Map.entry("1123", new int[] {3, 3}),
                    Map.entry("1221", new int[] {2, 6}), Map.entry("2241", new int[] {2, 6}),
                    Map.entry("2211", new int[] {4, 4}), Map.entry("5601", new int[] {6, 6}),
                    Map.entry("5602", new int[] {6, 6}), Map.entry("1601", new int[] {10, 12}),
                    Map.entry("2501", new int[] {14, 16}), Map.entry("3001", new int[] {15, 15}),
                    Map.entry("1602", new int[] {0, 0}), Map.entry("3101", new int[] {0, 0}),
                    Map.entry("3103", new int[] {0, 0})));

    private static final RandomStandard ENTERPRISE = new RandomStandard(Standard.ENTERPRISE,
            ENTERPRISE_ACCOUNTS, Set.of("6001", "6051", "6101", "6111", "6115", "6117", "6301"), "6", "6901", "4103", "4104",
            "410", Set.of("1122", "1123", "1221", "2202", "2203", "2232", "2241", "2501", "4001"),
            List.of(1, 2, 3, 5, 6, 7, 8, 11, 12, 13, 14, 15, 17, 18, 19, 20, 23, 24, 25, 27, 28, 29, 32),
            Set.of(1, 2, 3, 11, 12, 13, 14, 15, 23, 24, 25, 32),
            List.of(0, 4, 9, 10, 16, 21, 22, 26, 30, 31, 33, 34, 35, 36, -1), 33,
            Map.ofEntries(Map.entry("6001", new int[] {1, 1}), Map.entry("6051", new int[] {1, 1}),
                    Map.entry("1122", new int[] {1, 1}), Map.entry("2203", new int[] {1, 1}),
                    Map.entry("1405", new int[] {5, 5}), Map.entry("1403", new int[] {5, 5}),
                    Map.entry("2202", new int[] {5, 5}), Map.entry("1123", new int[] {5, 5}),
                    Map.entry("5001", new int[] {5, 5}), Map.entry("1221", new int[] {3, 8}),
                    Map.entry("2241", new int[] {3, 8}), Map.entry("6117", new int[] {3, 3}),
                    Map.entry("2211", new int[] {6, 6}), Map.entry("6403", new int[] {2, 7}),
                    Map.entry("6801", new int[] {2, 7}), Map.entry("6601", new int[] {8, 8}),
                    Map.entry("6602", new int[] {8, 8}), Map.entry("6711", new int[] {8, 8}),
                    Map.entry("6111", new int[] {12, 12}), Map.entry("1601", new int[] {13, 17}),
                    Map.entry("2501", new int[] {24, 27}), Map.entry("4001", new int[] {23, 29}),
                    Map.entry("2232", new int[] {28, 28}), Map.entry("1602", new int[] {0, 0}),
                    Map.entry("1231", new int[] {0, 0}), Map.entry("4003", new int[] {0, 0}),
                    Map.entry("4101", new int[] {0, 0}), Map.entry("4103", new int[] {0, 0}),
                    Map.entry("6901", new int[] {0, 0})));

    static RandomStandard of(Standard standard) {
        return standard == Standard.ENTERPRISE ? ENTERPRISE : SMALL_ENTERPRISE;
    }
}
