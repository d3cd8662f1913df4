package zhangfang.invoicing;

import java.time.LocalDate;
import java.util.Optional;
import zhangfang.company.CreditCode;

/**
 * A taxpayer's number (纳税人识别号): nowadays the unified social credit code. Numbers of 15 characters from before it,
 * those of 17 and 20, and the identity number of a sole trader (个体工商户) have no check that all of them meet, so they are
 * taken with a warning.
 */
final class TaxNumber {

    private static final int CREDIT_CODE_LENGTH = 18;

    private TaxNumber() {
    }

    static String normalized(String number) {
        return CreditCode.normalized(number);
    }

    /** Why this cannot be an enterprise's number; a key of messages. */
    static Optional<String> wrong(String number, String ownCreditCode, LocalDate today) {
        if (!number.matches("[0-9A-Z]{15}|[0-9A-Z]{17}|[0-9A-Z]{18}|[0-9A-Z]{20}")) {
            return Optional.of("invoicing.title.taxNumber.form");
        }
        boolean accepted = number.length() != CREDIT_CODE_LENGTH || CreditCode.isValid(number)
                || number.equals(ownCreditCode) || ResidentId.isValid(number, today);
        return accepted ? Optional.empty() : Optional.of("invoicing.title.taxNumber.check");
    }

    /** What the reader should look at again, though the number is taken; a key of messages. */
    static Optional<String> doubt(String number) {
        if (number == null || CreditCode.isValid(number)) {
            return Optional.empty();
        }
        return Optional.of(number.length() == CREDIT_CODE_LENGTH ? "invoicing.title.taxNumber.noCreditCode"
                : "invoicing.title.taxNumber.old");
    }
}
