package zhangfang.intake;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal.Reason;

/**
 * What an electronic invoice (电子发票) says, read from its file and not yet checked with the tax bureau.
 *
 * @param source           the format of the file
 * @param kind             what sort of invoice it is, which decides its number
 * @param vatType          special or ordinary, as far as the file tells
 * @param code             发票代码, 10 or 12 digits; {@code null} where the kind has none
 * @param number           发票号码: 20 digits for {@link Kind#DIGITAL}, 8 for the others
 * @param issueDate        开票日期
 * @param seller           销售方
 * @param buyer            购买方
 * @param amountWithoutTax 合计金额, without tax; {@code null} where the file does not tell
 * @param tax              合计税额; {@code null} where the file does not tell
 * @param total            价税合计, negative on a red invoice
 * @param lines            the lines of the invoice; empty where the file does not tell
 * @param remark           备注; empty where there is none
 * @param drawer           开票人; empty where the file does not tell
 * @param warnings         what does not add up or is to be looked at; the invoice is read all the same
 */
public record EInvoice(Source source, Kind kind, VatType vatType, String code, String number, LocalDate issueDate,
        Party seller, Party buyer, Money amountWithoutTax, Money tax, Money total, List<Line> lines, String remark,
        String drawer, List<Reason> warnings) {

    /** The format of the file. Of one invoice in several formats, the first in this order counts most. */
    public enum Source {
        XML, OFD, PDF
    }

    /** What sort of invoice it is. */
    public enum Kind {
        /** 数电票: a number of 20 digits and no code. */
        DIGITAL,
        /** 税控电子发票: a code of 12 digits and a number of 8. */
        TAX_CONTROL_ELECTRONIC,
        /** 纸质发票: a code of 10 or 12 digits and a number of 8. */
        PAPER
    }

    /** Whether a general taxpayer may deduct its tax. */
    public enum VatType {
        /** 增值税专用发票 */
        SPECIAL,
        /** 普通发票 */
        ORDINARY,
        UNKNOWN
    }

    /**
     * Seller or buyer.
     *
     * @param name      名称; empty where the file does not tell
     * @param taxNumber 统一社会信用代码 or 纳税人识别号; empty for a person who gave none
     */
    public record Party(String name, String taxNumber) {
        public Party {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(taxNumber, "taxNumber");
        }
    }

    /**
     * One line.
     *
     * @param item     项目名称, such as {@code *餐饮服务*餐费}
     * @param spec     规格型号; empty where there is none
     * @param unit     单位; empty where there is none
     * @param quantity 数量, or {@code null}
     * @param price    单价 without tax, or {@code null}
     * @param amount   金额 without tax, negative for a discount, or {@code null}
     * @param rate     税率 as the invoice writes it: {@code 6%}, {@code 免税}, {@code ***}
     * @param tax      税额, or {@code null}
     */
    public record Line(String item, String spec, String unit, BigDecimal quantity, BigDecimal price, Money amount,
            String rate, Money tax) {
    }

    public EInvoice {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(issueDate, "issueDate");
        Objects.requireNonNull(total, "total");
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /** Whether this is a red invoice (红字发票), which takes an earlier one back. */
    public boolean red() {
        return total.isNegative();
    }

    /**
     * What tells this invoice from all others, whatever file it came in: the 20 digits, or code and number
     * (财会〔2024〕11号 二十五: an invoice is booked once).
     */
    public String key() {
        return code == null || kind == Kind.DIGITAL ? number : code + "-" + number;
    }

    /** The same invoice with one more thing to look at. */
    EInvoice warned(Reason warning) {
        List<Reason> more = Stream.concat(warnings.stream(), Stream.of(warning)).toList();
        return new EInvoice(source, kind, vatType, code, number, issueDate, seller, buyer, amountWithoutTax, tax, total,
                lines, remark, drawer, more);
    }

    /** Two invoices with the same one are to be looked at, even where their numbers differ: seller, date and total. */
    public String fingerprint() {
        return (seller.taxNumber().isEmpty() ? seller.name() : seller.taxNumber()) + "|" + issueDate + "|" + total;
    }
}
