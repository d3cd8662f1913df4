package zhangfang.invoicing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Set;

/**
 * The number of a resident's identity card (公民身份号码, GB 11643-1999): region, day of birth, sequence number, and a
 * check digit by ISO 7064 MOD 11-2.
 */
final class ResidentId {

    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    /** GB/T 2260; 83 is given to residents of Taiwan. */
    private static final Set<String> PROVINCES = Set.of("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33",
            "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63",
            "64", "65", "71", "81", "82", "83");

    private ResidentId() {
    }

    /** Whether this is such a number, of somebody born by {@code today}. */
    static boolean isValid(String number, LocalDate today) {
        return number.length() == LENGTH && number.matches("[0-9]{17}[0-9X]")
                && PROVINCES.contains(number.substring(0, 2)) && bornBy(number.substring(6, 14), today)
                && check(number) == number.charAt(LENGTH - 1);
    }

    private static boolean bornBy(String day, LocalDate today) {
        try {
            LocalDate born = LocalDate.parse(day, DAY);
            return !born.isBefore(EARLIEST) && !born.isAfter(today);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static char check(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length());
    }
}
