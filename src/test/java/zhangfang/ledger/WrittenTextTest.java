package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhangfang.ledger.VoucherLines.AmountText;

class WrittenTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            2026-01-05            | 2026-01-05
            2026/1/5              | 2026-01-05
            2026.1.5              | 2026-01-05
            2026年1月5日          | 2026-01-05
            20260105              | 2026-01-05
            ２０２６－０１－０５  | 2026-01-05
            2026/1/5 0:00         | 2026-01-05
            2026-01-05 00:00:00.0 | 2026-01-05
            2026/1-5              | -
            2026-02-30            | -
            20260230              | -
            46027                 | -
            5/1/2026              | -
            26-1-5                | -
            2026-01-05 13:30      | -
            """)
    void readsDatesAsOtherSoftwareWritesThem(String written, String date) {
        assertThat(WrittenText.date(written).map(Object::toString).orElse(null)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1234.5       | 1234.50
            1,234.50     | 1234.50
            1 234.50     | 1234.50
            '１，２３４．５０' | 1234.50
            ¥1,234.50    | 1234.50
            ￥ 1,234.50  | 1234.50
            -¥5          | -5.00
            ¥-5          | -5.00
            －5.00       | -5.00
            (1,234.50)   | -1234.50
            （5）        | -5.00
            1,23.50      | -
            12 34        | -
            (-5)         | -
            5²           | -
            ¥            | -
            五           | -
            1e3          | -
            5元          | -
            """)
    void readsAmountsAsPeopleWriteThem(String written, String amount) {
        AmountText text = AmountText.of(written);

        assertThat(text.value() == null ? null : text.value().toString()).isEqualTo(amount);
        assertThat(text.problem() == null).isEqualTo(text.value() != null);
    }

    @Test
    void dropsSeparatorsOfCodesWhereEachLevelHasOneLength() {
        AccountCodes regular = AccountCodes.of(List.of("2221.01.007", "1122-02", "1002"));
        assertThat(regular.plain("2221.01.007")).isEqualTo("222101007");
        assertThat(regular.levels("222101007")).contains(List.of(6, 9));
        assertThat(regular.plain("1122-02")).isEqualTo("112202");
        assertThat(regular.plain("１００２")).isEqualTo("1002");

        AccountCodes irregular = AccountCodes.of(List.of("1122.1", "1122.11", "1122.1.1"));
        assertThat(irregular.plain("1122.1")).as("1122.1.1 and 1122.11 would be one").isEqualTo("1122.1");
    }

    @Test
    void findsTheLengthOfALevelThatFitsAllCodes() {
        assertThat(AccountCodes.of(List.of("1122001", "2221001002")).step(List.of("1122001", "2221001002"))).isEqualTo(3);
        assertThat(AccountCodes.of(List.of("112201", "22210102")).step(List.of("112201", "22210102"))).isEqualTo(2);
        assertThat(AccountCodes.of(List.of("11220001")).step(List.of("11220001"))).isEqualTo(2);
        assertThat(AccountCodes.of(List.of("112201", "1122001")).step(List.of("112201", "1122001"))).isZero();
    }
}
