package zhangfang.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhangfang.testing.CreditCodes;

class CreditCodeTest {

    private static final Path CASES = Path.of("../shared/cases/uscc");

    @ParameterizedTest
    @ValueSource(strings = {"9144030071526726XG", "914403001922038216", "91110000802100433B", "91330100799655058B",
        "91110108551385082Q"})
    void acceptsRealCodes(String code) {
        assertThat(CreditCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"91500106MA2CE71F65", "91500102563638729E", "914403001922038217", "91440300192203821",
        "91440300192203821I", "91A403001922038216", ""})
    void refusesWhatBreaksTheStandard(String code) {
        assertThat(CreditCode.isValid(code)).isFalse();
    }

    @Test
    void saysWhichDigitIsExpected() {
        assertThat(CreditCode.wrongCheckDigits("914403001922038217")).singleElement()
                .satisfies(reason -> assertThat(reason.args()).containsExactly('6', '7'));
    }

    @Test
    void checksTheOrganizationCodeToo() {
        assertThat(CreditCode.wrongCheckDigits("91110108717809965C")).extracting(r -> r.key())
                .contains("company.uscc.organizationDigit");
    }

    @Test
    void readsACodeWithBlanksAndSmallLetters() {
        assertThat(CreditCode.normalized(" 9144 0300 7152 6726 xg ")).isEqualTo("9144030071526726XG");
    }

    @Test
    void findsEveryMistypedCharacter() {
        Random random = new Random(32100);
        for (int i = 0; i < 500; i++) {
            String code = CreditCodes.next();
            assertThat(CreditCode.isValid(code)).as(code).isTrue();
            int at = 2 + random.nextInt(6);
            char other = (char) ('0' + (code.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            String mistyped = code.substring(0, at) + other + code.substring(at + 1);
            assertThat(CreditCode.isValid(mistyped)).as(mistyped).isFalse();
        }
    }

    @Test
    void agreesWithThePublishedCases() throws IOException {
        assumeThat(CASES).as("the published cases are not on this machine").exists();
        assertThat(firstColumn("valid.csv")).isNotEmpty().allMatch(CreditCode::isValid);
        assertThat(firstColumn("invalid.csv")).isNotEmpty().noneMatch(CreditCode::isValid);
    }

    private static List<String> firstColumn(String file) throws IOException {
        return Files.readAllLines(CASES.resolve(file)).stream().skip(1).filter(line -> !line.isBlank())
                .map(line -> line.split(",")[0]).toList();
    }
}
