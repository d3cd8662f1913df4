package zhangfang.ledger;

import java.util.Arrays;
import java.util.List;

/** Account names of other software carry their path, such as {@code 应交税费_应交增值税_进项税额(本地)}. */
final class AccountPath {

    private static final String BRACKETS = "[(\uFF08\u3014\\[\u3010][^)\uFF09\u3015\\]\u3011]*[)\uFF09\u3015\\]\u3011]";
    private static final String SEPARATORS = "[_\\-\u2014\u2013/\uFF0F\\\\\u00B7]+";

    private AccountPath() {
    }

    /** The segments from the first-level account down, without text in brackets; at least one. */
    static List<String> of(String name) {
        List<String> segments = Arrays.stream(name.replaceAll(BRACKETS, "").split(SEPARATORS))
                .map(String::strip)
                .filter(segment -> !segment.isEmpty())
                .toList();
        return segments.isEmpty() ? List.of(name.strip()) : segments;
    }
}
