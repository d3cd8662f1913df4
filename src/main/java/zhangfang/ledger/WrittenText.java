package zhangfang.ledger;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and figures as people and other software write them, full-width digits (全角) included. */
final class WrittenText {

    private static final int FIRST_BEYOND_ASCII = 0x80;
    private static final int FULL_WIDTH_FIRST = 0xFF01;
    private static final int FULL_WIDTH_LAST = 0xFF5E;
    private static final int FULL_WIDTH_SHIFT = 0xFEE0;
    private static final Pattern MIDNIGHT = Pattern.compile("\\s+0?0:00(:00)?(\\.0+)?$");
    private static final Pattern OTHER_SEPARATORS = Pattern.compile("(\\d{4})[/.](\\d+)[/.](\\d+)");
    private static final Pattern PLAIN = Pattern.compile("[+-]?[\\d.]*");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\(\\s*([^()+-]+)\\)");
    private static final Pattern CURRENCY = Pattern.compile("^([+-]?)\\s*(\u00A5|RMB|CNY)?\\s*([+-]?)\\s*(?=[\\d.])");
    private static final Pattern GROUPED_BY_BLANKS = Pattern.compile("[+-]?\\d{1,3}( \\d{3})+(\\.\\d*)?");

    /** 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日 and 20260105; a bare number of days (Excel) is no date. */
    private static final List<DateTimeFormatter> DATES = List.of(
            strict("uuuu-M-d"), strict("uuuu\u5E74M\u6708d\u65E5"), strict("uuuuMMdd"));

    private WrittenText() {
    }

    /** Full-width letters, digits and signs as ASCII, other blanks as spaces; stripped. */
    static String halfWidth(String text) {
        if (text.chars().allMatch(c -> c < FIRST_BEYOND_ASCII)) {
            return text.strip();
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(halfWidth(c)));
        return plain.toString().strip();
    }

    private static int halfWidth(int c) {
        if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
            return c - FULL_WIDTH_SHIFT;
        }
        return switch (c) {
            case '\u3000', '\u00A0', '\u2007', '\u202F' -> ' ';
            case '\u2212' -> '-';
            case '\uFFE5' -> '\u00A5';
            default -> c;
        };
    }

    static Optional<LocalDate> date(String written) {
        String text = MIDNIGHT.matcher(halfWidth(written)).replaceFirst("");
        Matcher other = OTHER_SEPARATORS.matcher(text);
        if (other.matches()) {
            text = other.group(1) + "-" + other.group(2) + "-" + other.group(3);
        }
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDate.parse(text, format));
            } catch (DateTimeParseException tryNext) {
                continue;
            }
        }
        return Optional.empty();
    }

    /**
     * The figure alone: without currency sign and with its grouping taken out where each group has three digits; brackets
     * around it say it is red. Empty stays empty.
     */
    static String amount(String written) {
        String text = halfWidth(written);
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        Matcher red = IN_BRACKETS.matcher(text);
        text = CURRENCY.matcher(red.matches() ? "-" + red.group(1).strip() : text).replaceFirst("$1$3");
        return GROUPED_BY_BLANKS.matcher(text).matches() ? text.replace(" ", "") : text;
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
