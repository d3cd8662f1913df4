package zhangfang.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import zhangfang.company.CreditCode;
import zhangfang.intake.EInvoice.Line;
import zhangfang.intake.EInvoice.Party;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal.Reason;

/** What an invoice says must agree with itself; where it does not, a person is to look. None of it refuses the file. */
final class InvoiceChecks {

    private static final Money FEN = Money.of("0.01");
    private static final Pattern ID_CARD = Pattern.compile("\\d{17}[\\dX]");
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private InvoiceChecks() {
    }

    static List<Reason> of(EInvoice invoice) {
        List<Reason> warnings = new ArrayList<>();
        if (invoice.amountWithoutTax() != null && invoice.tax() != null
                && !invoice.amountWithoutTax().plus(invoice.tax()).equals(invoice.total())) {
            warnings.add(Reason.of("einvoice.warning.total", invoice.amountWithoutTax(), invoice.tax(),
                    invoice.total()));
        }
        sumOfLines(invoice.lines(), Line::amount, invoice.amountWithoutTax(), "einvoice.warning.amounts", warnings);
        sumOfLines(invoice.lines(), Line::tax, invoice.tax(), "einvoice.warning.taxes", warnings);
        taxNumber(invoice.seller(), "einvoice.warning.seller", warnings);
        taxNumber(invoice.buyer(), "einvoice.warning.buyer", warnings);
        return warnings;
    }

    /** Each line is rounded by itself, so the sum may be off by a fen a line. */
    private static void sumOfLines(List<Line> lines, Function<Line, Money> column, Money expected, String key,
            List<Reason> warnings) {
        if (lines.isEmpty() || expected == null || lines.stream().map(column).anyMatch(amount -> amount == null)) {
            return;
        }
        Money sum = lines.stream().map(column).reduce(Money.ZERO, Money::plus);
        Money tolerance = FEN.times(BigDecimal.valueOf(lines.size()));
        if (sum.minus(expected).abs().compareTo(tolerance) > 0) {
            warnings.add(Reason.of(key, sum, expected));
        }
    }

    private static void taxNumber(Party party, String key, List<Reason> warnings) {
        if (!party.taxNumber().isEmpty() && !plausible(party.taxNumber())) {
            warnings.add(Reason.of(key, party.taxNumber()));
        }
    }

    /** A credit code or identity number with the right check digit, or one of the older forms, which have none. */
    static boolean plausible(String taxNumber) {
        return switch (taxNumber.length()) {
            case 15, 17, 20 -> taxNumber.matches("[0-9A-Z]+");
            case 18 -> CreditCode.isValid(taxNumber) || isIdentityNumber(taxNumber);
            default -> false;
        };
    }

    /** GB 11643-1999, ISO 7064 MOD 11-2: sole traders go by their owner's identity number. */
    private static boolean isIdentityNumber(String number) {
        if (!ID_CARD.matcher(number).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < ID_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * ID_WEIGHTS[i];
        }
        return "10X98765432".charAt(sum % 11) == number.charAt(17);
    }
}
