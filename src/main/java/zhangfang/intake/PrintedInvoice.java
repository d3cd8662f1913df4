package zhangfang.intake;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhangfang.intake.EInvoice.Line;
import zhangfang.intake.EInvoice.VatType;

/**
 * The invoice as its page says it, by the labels that the tax bureau prints. Letters on a page have no order of their own,
 * so what stands beside its label is taken, and sums only where they agree with each other.
 */
final class PrintedInvoice {

    /** Fonts share one glyph between a character and the radical that looks like it (U+2F49 for U+6708, month). */
    private static final Pattern RADICAL = Pattern.compile("[\\u2F00-\\u2FDF\\uF900-\\uFAFF]");
    private static final String COLON = "\\s*[:\uFF1A]\\s*";
    private static final String AMOUNT = "(-?\\s?[\\d,]+\\.\\d{2})";
    private static final String YUAN = "[\u00A5\uFFE5Y]?\\s*";
    private static final Pattern NUMBER = Pattern.compile("发票号码" + COLON + "(\\d{20}|\\d{8})(?!\\d)");
    private static final Pattern LONE_NUMBER = Pattern.compile("(?<!\\d)(\\d{20})(?!\\d)");
    private static final Pattern CODE = Pattern.compile("发票代码" + COLON + "(\\d{12}|\\d{10})(?!\\d)");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4}\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2})\\s*日");
    private static final Pattern NAME = Pattern.compile("(?<!项目)名\\s*称" + COLON + "([^\\s:\uFF1A]*)");
    private static final Pattern TAX_NUMBER = Pattern.compile("纳税人识别号" + COLON + "([0-9A-Z]{15,20})?");
    private static final Pattern TOTAL =
            Pattern.compile("[\uFF08(]\\s*小\\s*写\\s*[\uFF09)]\\s*[:\uFF1A]?\\s*" + YUAN + AMOUNT);
    private static final Pattern SUMS = Pattern.compile("(?<!税)合\\s*计\\s*" + YUAN + AMOUNT + "\\s*" + YUAN
            + "(-?[\\d,]+\\.\\d{2}|\\*+)");
    private static final Pattern ANY_AMOUNT = Pattern.compile("[\u00A5\uFFE5]\\s*" + AMOUNT);
    private static final Pattern DRAWER = Pattern.compile("开\\s*票\\s*人" + COLON + "(\\S+)");
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*(\\*[^*\\n]+\\*\\S+)(.*?)\\s" + AMOUNT
            + "\\s+(\\d+(?:\\.\\d+)?%|免税|不征税|\\*+)\\s+(-?[\\d,]+\\.\\d{2}|\\*+)\\s*$");

    private PrintedInvoice() {
    }

    static InvoiceFacts facts(String printed) {
        String text = RADICAL.matcher(printed)
                .replaceAll(radical -> Normalizer.normalize(radical.group(), Normalizer.Form.NFKC));
        InvoiceFacts facts = new InvoiceFacts();
        facts.number = first(NUMBER, text).isEmpty() && isTitled(text) ? first(LONE_NUMBER, text) : first(NUMBER, text);
        facts.code = first(CODE, text);
        facts.issueDate = first(DATE, text).replaceAll("\\s", "");
        List<String> names = all(NAME, text);
        facts.buyerName = names.size() > 0 ? names.get(0) : "";
        facts.sellerName = names.size() > 1 ? names.get(1) : "";
        List<String> taxNumbers = all(TAX_NUMBER, text);
        facts.buyerTaxNumber = taxNumbers.size() > 0 ? taxNumbers.get(0) : "";
        facts.sellerTaxNumber = taxNumbers.size() > 1 ? taxNumbers.get(1) : "";
        facts.drawer = first(DRAWER, text);
        facts.vatType = vatType(text);
        sums(text, facts);
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            facts.addLine(line(lines));
        }
        return facts;
    }

    private static boolean isTitled(String text) {
        return text.replaceAll("\\s", "").contains("电子发票");
    }

    private static VatType vatType(String text) {
        String plain = text.replaceAll("\\s", "");
        if (plain.contains("专用发票")) {
            return VatType.SPECIAL;
        }
        return plain.contains("普通发票") ? VatType.ORDINARY : VatType.UNKNOWN;
    }

    private static void sums(String text, InvoiceFacts facts) {
        facts.total = first(TOTAL, text);
        Matcher sums = SUMS.matcher(text);
        if (sums.find()) {
            facts.amountWithoutTax = sums.group(1);
            facts.tax = sums.group(2);
        }
        if (facts.total.isEmpty()) {
            agreeing(text, facts);
        }
    }

    /** Labels and figures apart: of the figures marked ¥, two that make up the third. */
    private static void agreeing(String text, InvoiceFacts facts) {
        List<String> marked = all(ANY_AMOUNT, text);
        List<BigDecimal> amounts = marked.stream().map(InvoiceFacts::decimal).toList();
        if (amounts.size() == 3 && amounts.get(0).add(amounts.get(1)).compareTo(amounts.get(2)) == 0) {
            facts.amountWithoutTax = marked.get(0);
            facts.tax = marked.get(1);
            facts.total = marked.get(2);
        }
    }

    /** Between item and amount stand specification, unit, quantity and price, of which any may be missing. */
    private static Line line(Matcher found) {
        List<String> between = new ArrayList<>(Arrays.asList(found.group(2).strip().split("\\s+")));
        between.removeIf(String::isEmpty);
        BigDecimal price = number(between);
        BigDecimal quantity = price == null ? null : number(between);
        String unit = between.isEmpty() || quantity == null ? "" : between.remove(between.size() - 1);
        return new Line(InvoiceFacts.shortened(found.group(1)), InvoiceFacts.shortened(String.join(" ", between)),
                InvoiceFacts.shortened(unit), quantity, price, InvoiceFacts.money("amount", found.group(3)),
                found.group(4), InvoiceFacts.money("tax", found.group(5)));
    }

    private static BigDecimal number(List<String> words) {
        BigDecimal number = words.isEmpty() ? null : InvoiceFacts.decimal(words.get(words.size() - 1));
        if (number != null) {
            words.remove(words.size() - 1);
        }
        return number;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1) == null ? "" : found.group(1)).toList();
    }
}
