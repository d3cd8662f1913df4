package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts are found by the initials of their names, whatever characters are read in several ways. */
class PinyinInitialsTest {

    @ParameterizedTest
    @CsvSource({"银行存款, yhck", "长期待摊费用, cqdtfy", "长期股权投资, cqgqtz", "应交税费, yjsf", "应收账款, yszk", "会计, kj",
        "重分类, cfl", "重估增值, cgzz", "累计折旧, ljzj", "差旅费, clf", "以前年度损益调整, yqndsytz", "被没收财物的损失, bmscwdss",
        "行政费用, xzfy", "单位社保, dwsb", "银行手续费, yhsxf", "坏账准备, hzzb"})
    void readsCharactersAsTheirPhraseDoes(String name, String initials) {
        assertThat(PinyinInitials.of(name)).isEqualTo(initials);
    }

    @Test
    void keepsLettersAndDigitsAndLeavesOutSigns() {
        assertThat(PinyinInitials.of("A公司（北京）No.2")).isEqualTo("agsbjno2");
        assertThat(PinyinInitials.of("")).isEmpty();
    }

    @Test
    void findsByCodeNameAndInitials() {
        assertThat(PinyinInitials.finds("1002", "1002", "银行存款")).isTrue();
        assertThat(PinyinInitials.finds("行存", "1002", "银行存款")).isTrue();
        assertThat(PinyinInitials.finds("YHCK", "1002", "银行存款")).isTrue();
        assertThat(PinyinInitials.finds(" ", "1002", "银行存款")).isTrue();
        assertThat(PinyinInitials.finds("kcxj", "1002", "银行存款")).isFalse();
        assertThat(PinyinInitials.finds("02", "1002", "银行存款")).isFalse();
    }
}
