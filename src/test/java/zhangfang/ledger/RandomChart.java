package zhangfang.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.ReferenceBook.Leaf;

/**
 * The accounts that random books are posted to: those of the standard chart or, in a book of first-level accounts, the
 * same with codes of other software, so that whatever hangs on a code instead of a name fails.
 */
final class RandomChart {

    /** Code in the standard chart, path of names, what the statements know it by. */
    private static final String SMALL_ENTERPRISE = """
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
    private static final Set<String> CASH = Set.of("1001", "1002", "1012");
    private static final Set<String> BY_COUNTERPARTY = Set.of("1122", "1123", "1221", "2202", "2203", "2241", "2501",
            "3001");
    private static final Set<String> INCOME = Set.of("5001", "5051", "5111", "5301");
    private static final int FIRST_LEVEL_DIGITS = 4;

    private final List<Leaf> leaves = new ArrayList<>();

    RandomChart(Random random, Chart chart) {
        Map<String, String> codes = new HashMap<>();
        for (String row : SMALL_ENTERPRISE.lines().toList()) {
            String[] words = row.split(" ");
            List<String> path = new ArrayList<>(List.of(words[0].substring(0, FIRST_LEVEL_DIGITS)));
            for (int length = FIRST_LEVEL_DIGITS + 2; length <= words[0].length(); length += 2) {
                String standard = words[0].substring(0, length);
                String parent = path.get(path.size() - 1);
                path.add(chart == Chart.STANDARD ? standard
                        : codes.computeIfAbsent(standard, code -> otherCode(random, parent, codes)));
            }
            String root = path.get(0);
            boolean income = INCOME.contains(root) || words[1].endsWith("利息收入");
            leaves.add(new Leaf(path, words[1], CASH.contains(root), BY_COUNTERPARTY.contains(root), income,
                    root.startsWith("5") && !income, words.length > 2 ? words[2] : ""));
        }
    }

    private static String otherCode(Random random, String parent, Map<String, String> taken) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(1, 100).boxed().toList());
        Collections.shuffle(numbers, random);
        return numbers.stream().map(number -> parent + "%02d".formatted(number))
                .filter(code -> !taken.containsValue(code)).findFirst().orElseThrow();
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** The codes of all accounts above leaves. */
    List<String> parents() {
        return leaves.stream().flatMap(leaf -> leaf.path().stream().limit(leaf.path().size() - 1L)).distinct().toList();
    }

    Leaf item(String item) {
        return leaves.stream().filter(leaf -> leaf.item().equals(item)).findFirst().orElseThrow();
    }

    Leaf root(String code) {
        return leaves.stream().filter(leaf -> leaf.root().equals(code)).findFirst().orElseThrow();
    }

    Leaf ofCode(String code) {
        return byCode().get(code);
    }

    private Map<String, Leaf> byCode() {
        return leaves.stream().collect(Collectors.toMap(Leaf::code, leaf -> leaf, (a, b) -> a, LinkedHashMap::new));
    }
}
