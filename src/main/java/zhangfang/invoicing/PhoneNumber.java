package zhangfang.invoicing;

/** A telephone number: mobile, landline with or without area code and extension, or a service number such as 400-…. */
final class PhoneNumber {

    private static final int LEAST_DIGITS = 7;
    private static final int MOST_DIGITS = 20;

    private PhoneNumber() {
    }

    static boolean isPossible(String number) {
        long digits = number.chars().filter(c -> c >= '0' && c <= '9').count();
        return number.matches("\\+?[0-9() -]+") && digits >= LEAST_DIGITS && digits <= MOST_DIGITS;
    }
}
