package zhangfang.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhangfang.intake.EInvoice.Kind;
import zhangfang.intake.EInvoice.Party;
import zhangfang.intake.EInvoice.VatType;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** What has been found in a file so far; becomes an {@link EInvoice} when what every invoice has is there. */
final class InvoiceFacts {

    /** As many lines as the tax bureau's own platform takes on one invoice, and then some. */
    static final int MAX_LINES = 5_000;

    private static final int MAX_SHORT_TEXT = 500;
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\D?(\\d{1,2})\\D?(\\d{1,2}).*", Pattern.DOTALL);
    private static final Pattern DIGITAL_NUMBER = Pattern.compile("\\d{20}");
    private static final Pattern NUMBER = Pattern.compile("\\d{8}");
    private static final Pattern CODE = Pattern.compile("\\d{10}|\\d{12}");
    private static final int MAX_DIGITS = 30;

    String code = "";
    String number = "";
    String issueDate = "";
    String sellerName = "";
    String sellerTaxNumber = "";
    String buyerName = "";
    String buyerTaxNumber = "";
    String amountWithoutTax = "";
    String tax = "";
    String total = "";
    String remark = "";
    String drawer = "";
    /** 01 special, 04 ordinary on paper; 08 special, 10 ordinary electronic; 31, 32 digital; empty if not told. */
    String qrType = "";
    VatType vatType = VatType.UNKNOWN;
    final List<EInvoice.Line> lines = new ArrayList<>();
    final List<Reason> warnings = new ArrayList<>();

    /** @throws Refusal if what every invoice has is missing or can't be */
    EInvoice invoice(EInvoice.Source source) {
        requireAll();
        Money without = money("amountWithoutTax", amountWithoutTax);
        Money taxed = money("tax", tax);
        Money all = total.isEmpty() ? without.plus(taxed) : money("total", total);
        EInvoice invoice = new EInvoice(source, kind(), vatType(), code.isEmpty() ? null : code, number, date(),
                new Party(shortened(sellerName), shortened(sellerTaxNumber)),
                new Party(shortened(buyerName), shortened(buyerTaxNumber)), without, taxed, all, lines,
                shortened(remark), shortened(drawer), warnings);
        for (Reason warning : InvoiceChecks.of(invoice)) {
            invoice = invoice.warned(warning);
        }
        return invoice;
    }

    boolean hasNumber() {
        return !number.isEmpty();
    }

    private void requireAll() {
        List<Reason> missing = new ArrayList<>();
        if (number.isEmpty()) {
            missing.add(Reason.field("file", "einvoice.missing.number"));
        } else if (!DIGITAL_NUMBER.matcher(number).matches() && !NUMBER.matcher(number).matches()) {
            missing.add(Reason.field("file", "einvoice.wrong.number", shortened(number)));
        } else if (NUMBER.matcher(number).matches() && !CODE.matcher(code).matches()) {
            missing.add(Reason.field("file", "einvoice.wrong.code", shortened(code)));
        }
        if (issueDate.isEmpty()) {
            missing.add(Reason.field("file", "einvoice.missing.date"));
        }
        if (total.isEmpty() && (amountWithoutTax.isEmpty() || tax.isEmpty())) {
            missing.add(Reason.field("file", "einvoice.missing.total"));
        }
        if (!missing.isEmpty()) {
            throw Refusal.invalid(missing);
        }
    }

    private Kind kind() {
        if (number.length() == 20) {
            return Kind.DIGITAL;
        }
        return qrType.equals("01") || qrType.equals("04") || code.length() == 10
                ? Kind.PAPER : Kind.TAX_CONTROL_ELECTRONIC;
    }

    private VatType vatType() {
        if (vatType != VatType.UNKNOWN) {
            return vatType;
        }
        return switch (qrType) {
            case "01", "08", "31" -> VatType.SPECIAL;
            case "04", "10", "32" -> VatType.ORDINARY;
            default -> VatType.UNKNOWN;
        };
    }

    private LocalDate date() {
        Matcher parts = DATE.matcher(issueDate);
        if (parts.matches()) {
            try {
                return LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
            } catch (DateTimeException e) {
                // said below
            }
        }
        throw Refusal.field("file", "einvoice.wrong.date", shortened(issueDate));
    }

    /** To the fen; the official samples write {@code 0.120000}. */
    static Money money(String field, String text) {
        BigDecimal amount = decimal(text);
        if (amount == null) {
            if (text.isEmpty() || text.matches("\\*+")) {
                return text.isEmpty() ? null : Money.ZERO;
            }
            throw Refusal.field("file", "einvoice.wrong." + field, shortened(text));
        }
        try {
            return Money.of(amount.setScale(2, RoundingMode.HALF_UP));
        } catch (ArithmeticException e) {
            throw Refusal.field("file", "einvoice.wrong." + field, shortened(text));
        }
    }

    /** A plain decimal with or without ¥ and separators; nothing else, in particular no exponent. */
    static BigDecimal decimal(String text) {
        String plain = text.replaceAll("[\\s,\uFF0C\u00A5\uFFE5]", "");
        return plain.length() <= MAX_DIGITS && plain.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(plain) : null;
    }

    void addLine(EInvoice.Line line) {
        if (lines.size() >= MAX_LINES) {
            throw Refusal.field("file", "einvoice.tooManyLines", MAX_LINES);
        }
        lines.add(line);
    }

    static String shortened(String text) {
        return text.length() <= MAX_SHORT_TEXT ? text : text.substring(0, MAX_SHORT_TEXT);
    }
}
