package zhangfang.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Account codes as the files of other software write them. Separators ({@code 2221.01.07}, {@code 1122-01}) are dropped
 * where a file writes each level with the same number of digits throughout, so that no two accounts become one; then they
 * also say where the levels are. Of codes without separators, what length a level has is what fits all codes of the file.
 */
final class AccountCodes {

    private static final int FIRST_LEVEL_DIGITS = 4;
    private static final Pattern SEPARATED = Pattern.compile("\\d{4}([.-]\\d{1,8})+");
    private static final List<Integer> STEPS = List.of(2, 3, 4);

    static final AccountCodes NONE = new AccountCodes(List.of());

    /** Digits a level by the level's place, from the separated codes; 0 where the file contradicts itself. */
    private final Map<Integer, Integer> widths = new HashMap<>();
    private final Map<String, List<Integer>> levels = new HashMap<>();
    private final List<String> codes;

    private AccountCodes(List<String> written) {
        for (String code : written) {
            if (SEPARATED.matcher(code).matches()) {
                String[] parts = code.split("[.-]");
                for (int level = 1; level < parts.length; level++) {
                    widths.merge(level, parts[level].length(), (a, b) -> a.equals(b) ? a : Integer.valueOf(0));
                }
            }
        }
        codes = written.stream().map(this::plain).filter(code -> code.matches(VoucherLines.CODE)).distinct().toList();
    }

    static AccountCodes of(Collection<String> written) {
        return new AccountCodes(written.stream().map(WrittenText::halfWidth).distinct().toList());
    }

    /** Whether it is written with separators, be they regular or not. */
    static boolean isSeparated(String code) {
        return SEPARATED.matcher(code).matches();
    }

    /** The code's digits; as it is written where it is no code, or its levels differ from those of other lines. */
    String plain(String written) {
        String code = WrittenText.halfWidth(written);
        if (!isSeparated(code)) {
            return code;
        }
        String[] parts = code.split("[.-]");
        List<Integer> ends = new ArrayList<>();
        int end = FIRST_LEVEL_DIGITS;
        for (int level = 1; level < parts.length; level++) {
            if (widths.getOrDefault(level, 0) != parts[level].length()) {
                return code;
            }
            end += parts[level].length();
            ends.add(end);
        }
        String plain = String.join("", parts);
        levels.putIfAbsent(plain, ends);
        return plain;
    }

    /** Where the levels of a code end, if it was written with separators. */
    Optional<List<Integer>> levels(String code) {
        return Optional.ofNullable(levels.get(code));
    }

    /** All codes of the file, each once. */
    List<String> codes() {
        return codes;
    }

    /** Digits a level that fit all codes among these, the usual two first; 0 where none does. */
    int step(Collection<String> among) {
        List<Integer> digits = codes.stream().filter(among::contains).filter(code -> !levels.containsKey(code))
                .map(code -> code.length() - FIRST_LEVEL_DIGITS).filter(length -> length > 0).distinct().toList();
        return digits.isEmpty() ? 0
                : STEPS.stream().filter(step -> digits.stream().allMatch(length -> length % step == 0)).findFirst().orElse(0);
    }
}
