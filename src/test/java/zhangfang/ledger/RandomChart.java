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
 * The accounts that random books are posted to: those of its standard's chart or, in a book of first-level accounts,
 * the same with codes of other software, so that whatever hangs on a code instead of a name fails.
 */
final class RandomChart {

    private static final Set<String> CASH = Set.of("1001", "1002", "1012");
    private static final int FIRST_LEVEL_DIGITS = 4;

    private final List<Leaf> leaves = new ArrayList<>();

    RandomChart(Random random, Chart chart, RandomStandard standard) {
        Map<String, String> codes = new HashMap<>();
        for (String row : standard.accounts().lines().toList()) {
            String[] words = row.split(" ");
            List<String> path = new ArrayList<>(List.of(words[0].substring(0, FIRST_LEVEL_DIGITS)));
            for (int length = FIRST_LEVEL_DIGITS + 2; length <= words[0].length(); length += 2) {
                String official = words[0].substring(0, length);
                String parent = path.get(path.size() - 1);
                path.add(chart == Chart.STANDARD ? official
                        : codes.computeIfAbsent(official, code -> otherCode(random, parent, codes)));
            }
            String root = path.get(0);
            boolean income = standard.income().contains(root) || words[1].endsWith("利息收入");
            boolean priorYears = root.equals(standard.priorYears());
            leaves.add(new Leaf(path, words[1], CASH.contains(root), standard.byCounterparty().contains(root), income,
                    root.startsWith(standard.profitOrLoss()) && !income && !priorYears, priorYears,
                    words.length > 2 ? words[2] : ""));
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
