package zhangfang.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Makes unified social credit codes that no other test of this run uses, with both check digits right. */
public final class CreditCodes {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANIZATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final AtomicInteger COUNTER = new AtomicInteger((int) (System.nanoTime() % 50_000_000) + 10_000_000);

    private CreditCodes() {
    }

    public static String next() {
        String organization = String.valueOf(COUNTER.incrementAndGet());
        int sum = 0;
        for (int i = 0; i < ORGANIZATION_WEIGHTS.length; i++) {
            sum += (organization.charAt(i) - '0') * ORGANIZATION_WEIGHTS[i];
        }
        int check = (11 - sum % 11) % 11;
        String code = "91310115" + organization + (check == 10 ? "X" : String.valueOf(check));
        int total = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            total += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
        }
        return code + ALPHABET.charAt((ALPHABET.length() - total % ALPHABET.length()) % ALPHABET.length());
    }
}
