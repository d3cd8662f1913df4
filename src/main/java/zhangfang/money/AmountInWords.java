package zhangfang.money;

import java.math.BigInteger;

/**
 * An amount in the capital numerals of Chinese vouchers and invoices (大写金额), such as 人民币陆仟零柒元壹角肆分, as
 * 《支付结算办法》附一 writes it: 整 ends an amount without fen; zeros between two digits are one 零, and so is a missing
 * jiao before fen. Of the two ways that it allows where a zero stands right before the jiao, the one without 零 is taken.
 */
public final class AmountInWords {

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String[] WITHIN_GROUP = {"", "拾", "佰", "仟"};
    private static final String[] GROUPS = {"", "万", "亿", "万亿"};
    private static final int GROUP = 10_000;
    private static final int FEN = 100;
    private static final int JIAO = 10;

    private AmountInWords() {
    }

    /** The amount in words, 人民币 in front; a negative one says 负. */
    public static String of(Money money) {
        BigInteger[] parts = money.abs().amount().unscaledValue().divideAndRemainder(BigInteger.valueOf(FEN));
        int fraction = parts[1].intValue();
        boolean whole = parts[0].signum() > 0 || fraction == 0;
        return "人民币" + (money.isNegative() ? "负" : "") + (whole ? yuan(parts[0].longValueExact()) + "元" : "")
                + fraction(fraction, whole);
    }

    private static String yuan(long yuan) {
        if (yuan == 0) {
            return DIGITS.substring(0, 1);
        }
        StringBuilder words = new StringBuilder();
        boolean zeroOwed = false;
        long scale = 1;
        int top = 0;
        while (yuan / scale >= GROUP) {
            scale *= GROUP;
            top++;
        }
        long rest = yuan;
        for (int group = top; group >= 0; group--, scale /= GROUP) {
            int value = (int) (rest / scale);
            rest %= scale;
            if (value == 0) {
                zeroOwed = !words.isEmpty();
                continue;
            }
            if (!words.isEmpty() && (zeroOwed || value < GROUP / JIAO)) {
                words.append('零');
            }
            words.append(withinGroup(value)).append(unit(group, rest / Math.max(1, scale / GROUP)));
            zeroOwed = value % JIAO == 0;
        }
        return words.toString();
    }

    /** 万亿 is said as 万 where more 亿 follow, as in 壹万零贰亿. */
    private static String unit(int group, long nextGroup) {
        return group == 3 && nextGroup > 0 ? "万" : GROUPS[group];
    }

    private static String withinGroup(int value) {
        StringBuilder words = new StringBuilder();
        boolean zeroOwed = false;
        for (int place = WITHIN_GROUP.length - 1, scale = GROUP / JIAO; place >= 0; place--, scale /= JIAO) {
            int digit = value / scale % JIAO;
            if (digit == 0) {
                zeroOwed = !words.isEmpty();
                continue;
            }
            if (zeroOwed) {
                words.append('零');
            }
            words.append(DIGITS.charAt(digit)).append(WITHIN_GROUP[place]);
            zeroOwed = false;
        }
        return words.toString();
    }

    private static String fraction(int fraction, boolean afterYuan) {
        int jiao = fraction / JIAO;
        int fen = fraction % JIAO;
        if (fraction == 0) {
            return "整";
        }
        if (jiao == 0) {
            return (afterYuan ? "零" : "") + DIGITS.charAt(fen) + "分";
        }
        return DIGITS.charAt(jiao) + "角" + (fen == 0 ? "整" : DIGITS.charAt(fen) + "分");
    }
}
