package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhangfang.refusal.Refusal;

class ReportPeriodTest {

    @Test
    void readsMonthQuarterAndYear() {
        assertThat(ReportPeriod.parse("2026-02").to()).isEqualTo(YearMonth.of(2026, 2));
        assertThat(ReportPeriod.parse("2026-Q3").from()).isEqualTo(YearMonth.of(2026, 7));
        assertThat(ReportPeriod.parse("2026-Q3").to()).isEqualTo(YearMonth.of(2026, 9));
        assertThat(ReportPeriod.parse("2026").from()).isEqualTo(YearMonth.of(2026, 1));
        assertThat(ReportPeriod.parse("2026").to()).isEqualTo(YearMonth.of(2026, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-13", "2026-00", "2026-Q5", "2026-1", "January", "2026-Q1-02"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> ReportPeriod.parse(text)).isInstanceOf(Refusal.class);
    }
}
