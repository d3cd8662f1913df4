package zhangfang.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts in capital numerals, by the examples of 《支付结算办法》附一 and by reading them back. */
class AmountInWordsTest {

    private static final Map<Character, Integer> DIGITS = Map.of('零', 0, '壹', 1, '贰', 2, '叁', 3, '肆', 4, '伍', 5,
            '陆', 6, '柒', 7, '捌', 8, '玖', 9);
    private static final Pattern PARTS = Pattern.compile("人民币(?:(.+?)元)?零?(?:(.)角)?(?:(.)分)?整?");

    @ParameterizedTest
    @CsvSource({
            "1409.50, 人民币壹仟肆佰零玖元伍角整",
            "6007.14, 人民币陆仟零柒元壹角肆分",
            "1680.32, 人民币壹仟陆佰捌拾元叁角贰分",
            "107000.53, 人民币壹拾万零柒仟元伍角叁分",
            "16409.02, 人民币壹万陆仟肆佰零玖元零贰分",
            "325.04, 人民币叁佰贰拾伍元零肆分",
            "0.00, 人民币零元整",
            "0.05, 人民币伍分",
            "0.50, 人民币伍角整",
            "10.00, 人民币壹拾元整",
            "110.00, 人民币壹佰壹拾元整",
            "100000.00, 人民币壹拾万元整",
            "10001000.00, 人民币壹仟万零壹仟元整",
            "100000001.00, 人民币壹亿零壹元整",
            "100010000.00, 人民币壹亿零壹万元整",
            "1000000000000.00, 人民币壹万亿元整",
            "1000200000000.00, 人民币壹万零贰亿元整",
            "1200000000000.00, 人民币壹万贰仟亿元整",
            "1000000000001.00, 人民币壹万亿零壹元整",
            "999999999999999.99, 人民币玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
            "-5.00, 人民币负伍元整"})
    void isWrittenAsTheRuleSays(String amount, String words) {
        assertThat(AmountInWords.of(Money.of(amount))).isEqualTo(words);
    }

    @Test
    void whatIsWrittenReadsAsTheSameAmount() {
        Random random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            // as many zeros as digits: they are what goes wrong
            StringBuilder fen = new StringBuilder();
            for (int digits = 1 + random.nextInt(17); digits > 0; digits--) {
                fen.append(random.nextBoolean() ? 0 : random.nextInt(10));
            }
            Money money = Money.of(new BigDecimal(new BigInteger(fen.toString()), 2));

            String words = AmountInWords.of(money);

            assertThat(read(words)).as("%s written as %s", money, words).isEqualTo(money);
            assertThat(words).doesNotContain("零零").doesNotContain("零元角").doesNotContain("零万").doesNotContain("零亿");
        }
    }

    private static Money read(String words) {
        Matcher parts = PARTS.matcher(words);
        assertThat(parts.matches()).as(words).isTrue();
        long yuan = parts.group(1) == null ? 0 : yuan(parts.group(1));
        int jiao = parts.group(2) == null ? 0 : DIGITS.get(parts.group(2).charAt(0));
        int fen = parts.group(3) == null ? 0 : DIGITS.get(parts.group(3).charAt(0));
        return Money.of(BigDecimal.valueOf(yuan * 100 + jiao * 10 + fen, 2));
    }

    private static long yuan(String words) {
        int hundredMillions = words.lastIndexOf('亿');
        if (hundredMillions >= 0) {
            return yuan(words.substring(0, hundredMillions)) * 100_000_000 + yuan(words.substring(hundredMillions + 1));
        }
        int tenThousands = words.lastIndexOf('万');
        if (tenThousands >= 0) {
            return yuan(words.substring(0, tenThousands)) * 10_000 + yuan(words.substring(tenThousands + 1));
        }
        long sum = 0;
        int digit = 0;
        for (char letter : words.toCharArray()) {
            switch (letter) {
                case '仟' -> sum += digit * 1000L;
                case '佰' -> sum += digit * 100L;
                case '拾' -> sum += digit * 10L;
                default -> digit = DIGITS.get(letter);
            }
            if (!DIGITS.containsKey(letter)) {
                digit = 0;
            }
        }
        return sum + digit;
    }
}
