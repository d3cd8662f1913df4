package zhangfang.company;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zhangfang.refusal.Refusal.Reason;

/**
 * The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, of which the 9th to 17th are the
 * organization code (组织机构代码, GB 11714-1997) with a check digit of its own, and the last checks the whole.
 */
public final class CreditCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private static final int ORGANIZATION_START = 8;
    private static final int ORGANIZATION_CHECK = 16;
    private static final int[] ORGANIZATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final String DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private CreditCode() {
    }

    /** The code as it is stored: without blanks, in upper case. */
    public static String normalized(String code) {
        return code == null ? "" : code.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    /** Whether form and both check digits are right. */
    public static boolean isValid(String code) {
        return malformed(code).isEmpty() && wrongCheckDigits(code).isEmpty();
    }

    /** What no code can be: another length, letters that the standard leaves out, a region that is no number. */
    static List<Reason> malformed(String code) {
        if (code.length() != LENGTH) {
            return List.of(Reason.field("uscc", "company.uscc.length", code.length()));
        }
        for (int i = 0; i < LENGTH; i++) {
            if (ALPHABET.indexOf(code.charAt(i)) < 0) {
                return List.of(Reason.field("uscc", "company.uscc.character", i + 1, code.charAt(i)));
            }
        }
        if (!code.substring(2, ORGANIZATION_START).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return List.of(Reason.field("uscc", "company.uscc.regionCode"));
        }
        return List.of();
    }

    /** What a few early codes get wrong all the same: one of the two check digits. */
    static List<Reason> wrongCheckDigits(String code) {
        List<Reason> reasons = new ArrayList<>();
        char organization = organizationCheck(code);
        if (code.charAt(ORGANIZATION_CHECK) != organization) {
            reasons.add(Reason.field("uscc", "company.uscc.organizationDigit", organization,
                    code.charAt(ORGANIZATION_CHECK)));
        }
        char check = check(code);
        if (code.charAt(LENGTH - 1) != check) {
            reasons.add(Reason.field("uscc", "company.uscc.checkDigit", check, code.charAt(LENGTH - 1)));
        }
        return reasons;
    }

    private static char check(String code) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((ALPHABET.length() - sum % ALPHABET.length()) % ALPHABET.length());
    }

    private static char organizationCheck(String code) {
        int sum = 0;
        for (int i = 0; i < ORGANIZATION_WEIGHTS.length; i++) {
            sum += DIGITS_AND_LETTERS.indexOf(code.charAt(ORGANIZATION_START + i)) * ORGANIZATION_WEIGHTS[i];
        }
        int value = (11 - sum % 11) % 11;
        return value == 10 ? 'X' : (char) ('0' + value);
    }
}
