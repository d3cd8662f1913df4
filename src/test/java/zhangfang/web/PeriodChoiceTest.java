package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import zhangfang.statements.ReportPeriod;

/** Which other periods a report's page leads to. */
class PeriodChoiceTest {

    private static final YearMonth NOW = YearMonth.of(2026, 5);

    @Test
    void aPeriodLeadsToTheOnesOfItsKindBeforeAndAfterAcrossTheYear() {
        PeriodChoice month = PeriodChoice.of(ReportPeriod.parse("2026-01"), NOW);
        assertThat(month.before().text()).isEqualTo("2025-12");
        assertThat(month.after().text()).isEqualTo("2026-02");
        PeriodChoice quarter = PeriodChoice.of(ReportPeriod.parse("2025-Q4"), NOW);
        assertThat(quarter.before().text()).isEqualTo("2025-Q3");
        assertThat(quarter.after().text()).isEqualTo("2026-Q1");
        assertThat(PeriodChoice.number(quarter.present())).isEqualTo(4);
        assertThat(PeriodChoice.of(ReportPeriod.parse("2025"), NOW).after().text()).isEqualTo("2026");
    }

    @Test
    void aYearThatGoesOnLeadsToThePresentMonthAndOneThatIsOverToItsLast() {
        assertThat(PeriodChoice.of(ReportPeriod.parse("2026"), NOW).kinds()).extracting(ReportPeriod::text)
                .containsExactly("2026-05", "2026-Q2", "2026");
        assertThat(PeriodChoice.of(ReportPeriod.parse("2025"), NOW).kinds()).extracting(ReportPeriod::text)
                .containsExactly("2025-12", "2025-Q4", "2025");
    }

    @Test
    void monthsThatAreNoPeriodHaveNoNeighboursButKinds() {
        PeriodChoice odd = PeriodChoice.of(YearMonth.of(2026, 2), YearMonth.of(2026, 3), NOW);
        assertThat(odd.present()).isNull();
        assertThat(odd.kinds()).extracting(ReportPeriod::text).containsExactly("2026-03", "2026-Q1", "2026");
        assertThat(PeriodChoice.of(YearMonth.of(2026, 1), YearMonth.of(2026, 3), NOW).present().text())
                .isEqualTo("2026-Q1");
    }

    @Test
    void nothingLeadsToAPeriodThatWasOverWhenTheBooksBegan() {
        YearMonth begin = YearMonth.of(2026, 2);
        assertThat(PeriodChoice.of(ReportPeriod.parse("2026-03"), NOW).since(begin).before().text()).isEqualTo("2026-02");
        assertThat(PeriodChoice.of(ReportPeriod.parse("2026-02"), NOW).since(begin).before()).isNull();
        assertThat(PeriodChoice.of(ReportPeriod.parse("2026-Q2"), NOW).since(begin).before().text()).isEqualTo("2026-Q1");
        assertThat(PeriodChoice.of(ReportPeriod.parse("2026"), NOW).since(begin).before()).isNull();
    }
}
