package zhangfang.web;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.board.BoardStep;
import zhangfang.board.DueIn;
import zhangfang.board.OpenWork.Cell;
import zhangfang.board.OpenWork.Load;
import zhangfang.board.OpenWork.OpenMonth;
import zhangfang.board.OpenWork.Wanted;
import zhangfang.board.OpenWork;
import zhangfang.board.ServiceFigures.MonthFigures;
import zhangfang.board.ServiceFigures.Objection;
import zhangfang.board.ServiceFigures;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.money.Money;
import zhangfang.process.Incidents;
import zhangfang.process.UpcomingTimers;
import zhangfang.wallet.Refunds.MonthRefunds;
import zhangfang.wallet.Refunds;

/** What process owners watch (看板): the months under way, what became of the last ones, what stands still. */
@Controller
class BoardPages {

    private static final int MONTHS = 12;
    private static final int LATE_ROWS = 10;
    private static final int OBJECTIONS = 10;
    private static final int INCIDENTS = 20;
    private static final int PAGE = 50;
    private static final int DAYS_AHEAD = 7;
    private static final int NEXT = 8;
    private static final int LEVELS = 4;
    /** In an address: companies without an accountant. No user id has this sign. */
    private static final String NOBODY = "~";

    /** @param level how strongly the cell is coloured, 0 to {@value #LEVELS}: in proportion to the fullest cell */
    record HeatCell(DueIn due, int months, int level) {
    }

    /** A row of the heat map: the months in one step, by what is left until its deadline. */
    record HeatRow(BoardStep step, List<HeatCell> cells, int total) {
    }

    /** What rests on one accountant. @param keeperId as in an address; {@value #NOBODY}: on nobody */
    record LoadRow(String keeperId, String name, int companies, int open, int late) {
    }

    /** The figures on top. */
    record KeyFigures(int open, int late, int today, int completedThisMonth, int incidents, int bySystem,
            int byCustomer) {

        /** Of the confirmations, how many the 15th gave; in percent. */
        public int systemShare() {
            int all = bySystem + byCustomer;
            return all == 0 ? 0 : (200 * bySystem + all) / (2 * all);
        }
    }

    private final OpenWork work;
    private final ServiceFigures figures;
    private final Refunds refunds;
    private final Incidents incidents;
    private final UpcomingTimers timers;
    private final People people;
    private final CurrentActor currentActor;

    BoardPages(OpenWork work, ServiceFigures figures, Refunds refunds, Incidents incidents, UpcomingTimers timers,
            People people, CurrentActor currentActor) {
        this.work = work;
        this.figures = figures;
        this.refunds = refunds;
        this.incidents = incidents;
        this.timers = timers;
        this.people = people;
        this.currentActor = currentActor;
    }

    @GetMapping("/board")
    String board(Model model) {
        Actor actor = currentActor.get();
        OpenWork.requireWatcher(actor);
        List<Cell> cells = work.cells(actor);
        List<MonthFigures> months = figures.lastMonths(actor, MONTHS);
        List<MonthRefunds> refunded = refunds.lastMonths(actor, MONTHS);
        List<Incidents.FailingStep> failing = incidents.byStep();
        List<OpenMonth> late = work.list(actor, Wanted.LATE, 0, LATE_ROWS).rows();
        List<Objection> objections = figures.objections(actor, MONTHS, OBJECTIONS);
        List<Load> loads = work.loads(actor);
        Map<String, String> names = people.namesOf(Stream.of(late.stream().map(OpenMonth::keeperId),
                        loads.stream().map(Load::keeperId), objections.stream().map(Objection::actorId))
                .flatMap(ids -> ids).filter(Objects::nonNull).distinct().toList());
        model.addAttribute("dues", DueIn.values());
        model.addAttribute("heat", heat(cells));
        model.addAttribute("key", keyFigures(cells, months.get(MONTHS - 1), failing));
        model.addAttribute("months", months);
        model.addAttribute("refunds", refunded);
        model.addAttribute("refundCount", refunded.stream().mapToInt(MonthRefunds::count).sum());
        model.addAttribute("refundTotal", refunded.stream().map(MonthRefunds::amount).reduce(Money.ZERO, Money::plus));
        model.addAttribute("late", late);
        model.addAttribute("objections", objections);
        model.addAttribute("loads", loads.stream().map(load -> row(load, names)).toList());
        model.addAttribute("next", timers.groups(DAYS_AHEAD).stream().limit(NEXT).toList());
        model.addAttribute("failing", failing);
        model.addAttribute("incidents", failing.isEmpty() ? List.of() : incidents.latest(INCIDENTS));
        model.addAttribute("names", names);
        return "board/board";
    }

    /** The months behind a figure. */
    @GetMapping("/board/months")
    String months(@RequestParam(required = false) BoardStep step, @RequestParam(required = false) DueIn due,
            @RequestParam(defaultValue = "false") boolean late, @RequestParam(required = false) String keeper,
            @RequestParam(defaultValue = "1") int page, Model model) {
        Actor actor = currentActor.get();
        int number = Math.max(1, Math.min(page, 100_000));
        String asked = keeper == null || keeper.isBlank() ? null : keeper;
        Wanted wanted = new Wanted(step, due, late, NOBODY.equals(asked) ? "" : asked);
        OpenWork.Page found = work.list(actor, wanted, (number - 1) * PAGE, PAGE);
        model.addAttribute("wanted", wanted);
        model.addAttribute("keeper", asked);
        model.addAttribute("steps", BoardStep.values());
        model.addAttribute("dues", DueIn.values());
        model.addAttribute("rows", found.rows());
        model.addAttribute("total", found.total());
        model.addAttribute("page", number);
        model.addAttribute("pages", Math.max(1, (found.total() + PAGE - 1) / PAGE));
        model.addAttribute("names", people.namesOf(Stream.concat(Stream.ofNullable(asked).filter(id -> !id.equals(NOBODY)),
                found.rows().stream().map(OpenMonth::keeperId).filter(Objects::nonNull)).distinct().toList()));
        return "board/months";
    }

    private static List<HeatRow> heat(List<Cell> cells) {
        Map<BoardStep, Map<DueIn, Integer>> counts = new EnumMap<>(BoardStep.class);
        cells.forEach(cell -> counts.computeIfAbsent(cell.step(), step -> new EnumMap<>(DueIn.class))
                .merge(cell.due(), cell.months(), Integer::sum));
        int most = counts.values().stream().flatMap(row -> row.values().stream()).max(Integer::compare).orElse(1);
        return Arrays.stream(BoardStep.values()).map(step -> {
            Map<DueIn, Integer> row = counts.getOrDefault(step, Map.of());
            return new HeatRow(step, Arrays.stream(DueIn.values()).map(due -> {
                int months = row.getOrDefault(due, 0);
                return new HeatCell(due, months, (months * LEVELS + most - 1) / most);
            }).toList(), row.values().stream().mapToInt(Integer::intValue).sum());
        }).toList();
    }

    private static KeyFigures keyFigures(List<Cell> cells, MonthFigures thisMonth,
            List<Incidents.FailingStep> failing) {
        int open = cells.stream().mapToInt(Cell::months).sum();
        int late = cells.stream().filter(cell -> cell.due().isLate()).mapToInt(Cell::months).sum();
        int today = cells.stream().filter(cell -> cell.due() == DueIn.TODAY).mapToInt(Cell::months).sum();
        return new KeyFigures(open, late, today, thisMonth.completed(),
                failing.stream().mapToInt(Incidents.FailingStep::count).sum(), thisMonth.bySystem(),
                thisMonth.byCustomer());
    }

    private static LoadRow row(Load load, Map<String, String> names) {
        return load.keeperId() == null
                ? new LoadRow(NOBODY, null, load.companies(), load.open(), load.late())
                : new LoadRow(load.keeperId(), names.get(load.keeperId()), load.companies(), load.open(), load.late());
    }
}
