package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.calendar.StatutoryCalendar.Day;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.identity.CurrentActor;

@RestController
@RequestMapping("/api/calendar")
@Tag(name = "calendar 法定日历")
class CalendarApi {

    /**
     * @param estimated whether the year's official notice is not loaded, so that its days are computed (预估)
     * @param rows      the official days that are not what their weekday says
     */
    record Year(int year, boolean estimated, List<Day> rows, List<FilingDeadline> filingDeadlines) {
    }

    private final StatutoryCalendar calendar;
    private final CalendarLoading loading;
    private final CurrentActor actor;

    CalendarApi(StatutoryCalendar calendar, CalendarLoading loading, CurrentActor actor) {
        this.calendar = calendar;
        this.loading = loading;
        this.actor = actor;
    }

    @GetMapping("/{year}")
    @Operation(summary = "A year's official days off and make-up working days, and its filing deadlines")
    Year year(@PathVariable int year) {
        calendar.requireYear(year);
        List<FilingDeadline> deadlines = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> calendar.filingDeadline(YearMonth.of(year, month))).toList();
        return new Year(year, calendar.isEstimated(year), calendar.officialDays(year), deadlines);
    }

    @PutMapping(path = "/{year}", consumes = {"text/csv", "text/plain"})
    @Operation(summary = "Loads a year's official calendar (date,type,name,source), whole or not at all; process owners")
    Year load(@PathVariable int year, @RequestBody String csv) {
        loading.load(actor.get(), year, csv);
        return year(year);
    }
}
