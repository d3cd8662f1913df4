package zhangfang.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;

@IntegrationTest
class StatutoryCalendarTest {

    @Autowired
    private StatutoryCalendar calendar;

    @ParameterizedTest
    @CsvSource({"2026-09-20, true", "2026-10-01, false", "2026-10-07, false", "2026-10-08, true", "2026-10-10, true",
        "2026-10-11, false", "2026-11-21, false", "2026-11-23, true"})
    void knowsHolidaysAndMakeUpDays(LocalDate day, boolean working) {
        assertThat(calendar.isWorkingDay(day)).isEqualTo(working);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-30, 1, 2026-10-08", "2026-09-30, 2, 2026-10-09", "2026-09-30, 3, 2026-10-10",
        "2026-09-30, 4, 2026-10-12", "2026-10-03, 2, 2026-10-09", "2026-09-18, 1, 2026-09-20",
        "2026-11-20, 5, 2026-11-27", "2026-11-21, 0, 2026-11-21", "2025-12-31, 1, 2026-01-04"})
    void countsWorkingDaysFromTheNextDay(LocalDate from, int days, LocalDate expected) {
        assertThat(calendar.plusWorkingDays(from, days)).isEqualTo(expected);
    }

    @Test
    void countsWhatItAdds() {
        Random random = new Random(795);
        for (int i = 0; i < 100; i++) {
            LocalDate from = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(720));
            int days = 1 + random.nextInt(12);
            LocalDate end = calendar.plusWorkingDays(from, days);
            long counted = from.plusDays(1).datesUntil(end.plusDays(1)).filter(calendar::isWorkingDay).count();
            assertThat(counted).as("%s + %s", from, days).isEqualTo(days);
            assertThat(calendar.isWorkingDay(end)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference/filing-deadlines.csv", numLinesToSkip = 1)
    void reproducesTheOfficialFilingDeadlinesByRule(int year, int month, LocalDate official) {
        YearMonth filingMonth = YearMonth.of(year, month);
        FilingRule rule = new FilingRule(calendar::isWorkingDay, this::isOff);

        assertThat(rule.deadline(filingMonth)).isEqualTo(official);
        assertThat(calendar.filingDeadline(filingMonth))
                .isEqualTo(new StatutoryCalendar.FilingDeadline(filingMonth, official, false));
    }

    @Test
    void estimatesAYearThatIsNotLoadedAndSaysSo() {
        assertThat(calendar.isEstimated(2026)).isFalse();
        assertThat(calendar.isEstimated(2031)).isTrue();
        // 2031: 除夕 22 January, 春节 23 January, 清明 5 April, 端午 24 June, 中秋 1 October
        assertThat(IntStream.rangeClosed(22, 25).mapToObj(day -> LocalDate.of(2031, 1, day)))
                .noneMatch(calendar::isWorkingDay);
        assertThat(calendar.isWorkingDay(LocalDate.of(2031, 1, 21))).isTrue();
        assertThat(HolidayEstimate.of(2031).off()).contains(LocalDate.of(2031, 4, 5), LocalDate.of(2031, 6, 24),
                LocalDate.of(2031, 10, 1), LocalDate.of(2031, 10, 3));
        assertThat(calendar.filingDeadline(YearMonth.of(2031, 7)))
                .isEqualTo(new StatutoryCalendar.FilingDeadline(YearMonth.of(2031, 7), LocalDate.of(2031, 7, 15), true));
    }

    @Test
    void estimatesOnlyDaysThatTheOfficialNoticesConfirmed() {
        for (int year : new int[] {2025, 2026}) {
            assertThat(HolidayEstimate.of(year).off()).as("%s", year).allMatch(this::isOff);
        }
    }

    @Test
    @Transactional
    void takesAYearsCalendarWholeAndReplacesTheEstimate() {
        String filing = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> "2032-%02d-15,FILING,,通知".formatted(month)).collect(Collectors.joining("\n"));
        calendar.load(2032, "\uFEFFdate,type,name,source\n2032-01-01,OFF,元旦,通知\n2032-01-04,WORK,元旦,通知\n" + filing);

        assertThat(calendar.isEstimated(2032)).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2032, 1, 1))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2032, 1, 4))).isTrue();
        assertThat(calendar.filingDeadline(YearMonth.of(2032, 5)).estimated()).isFalse();
        assertThat(calendar.loadedYears()).contains(2032).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void namesEveryBadLineAndStoresNothing() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> calendar.load(2033, """
                date,type,name,source
                2033-01-01,OFF,元旦,通知
                2033-13-01,OFF,元旦,通知
                2034-01-02,OFF,元旦,通知
                2033-01-03,HOLIDAY,元旦,通知
                2033-01-01,WORK,元旦,通知
                """));

        assertThat(refusal.reasons()).extracting(Refusal.Reason::line).containsExactly(3, 4, 5, 6);
        assertThat(calendar.isEstimated(2033)).isTrue();
        assertThat(calendar.officialDays(2033)).isEmpty();
    }

    @Test
    void refusesAFileWithAnotherHeader() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> calendar.load(2033, "日期,类型\n2033-01-01,OFF\n"));

        assertThat(refusal.reasons()).extracting(Refusal.Reason::key).containsExactly("calendar.file.column");
    }

    private boolean isOff(LocalDate day) {
        return calendar.officialDays(day.getYear()).stream()
                .anyMatch(official -> official.date().equals(day) && official.type().equals("OFF"));
    }
}
