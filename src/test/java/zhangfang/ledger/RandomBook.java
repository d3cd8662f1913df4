package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.ReferenceBook.Entry;
import zhangfang.ledger.ReferenceBook.Leaf;
import zhangfang.ledger.ReferenceBook.Opening;
import zhangfang.ledger.ReferenceBook.Posted;
import zhangfang.ledger.ReferenceBook.Sums;
import zhangfang.ledger.Voucher.State;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** A book on which random things are done, and beside it the reference book on which the same is done. */
final class RandomBook {

    private static final Actor OTHER_REVIEWER = new Actor("test-reviewer-2", Set.of(Role.REVIEWER), Set.of());
    private static final int MONTHS = 22;
    private static final List<String> COUNTERPARTIES = List.of("", "甲公司", "乙公司", "丙商店");
    /** A line as it is submitted. @param tag {@code null} for none */
    private record Written(Leaf account, String counterparty, long debit, long credit, Integer tag) {
    }

    /** A voucher that is not posted. */
    private static final class Open {
        private LocalDate date;
        private List<Written> lines;
        private String reverses;
        private State state = State.DRAFT;
        private String preparedBy;
    }

    final ReferenceBook reference;
    final RandomChart chart;
    final RandomStandard standard;
    final BookForTests book;
    private final Random random;
    private final ApplicationContext context;
    private final Vouchers vouchers;
    private final Closing closing;
    private final boolean everythingTagged;
    /** Vouchers of many lines in which some carry tags, others none; the reference then knows only the cash of a voucher. */
    private final boolean partlyTagged;
    private final Chart kind;
    private final TaxpayerType taxpayerType;
    private byte[] openingFile;
    /** In the order in which they were written. */
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Set<String> reversed = new HashSet<>();
    /** By what they reverse. */
    private final Map<String, Posted> reversals = new HashMap<>();
    private final Map<String, Draft> requested = new TreeMap<>();
    private YearMonth lastClosed;
    private String lastFile;
    /** What is left of the file's vouchers; when all are deleted, the file may come again. */
    private final Set<String> ofLastFile = new HashSet<>();
    private boolean vatDebitAsAsset = true;
    private boolean reclassifyOthers;
    private int files;
    private long operations;
    private long calls;

    RandomBook(ApplicationContext context, Random random) {
        this.context = context;
        this.random = random;
        this.vouchers = context.getBean(Vouchers.class);
        this.closing = context.getBean(Closing.class);
        this.everythingTagged = random.nextInt(10) < 7;
        this.kind = random.nextInt(3) == 0 ? Chart.STANDARD : Chart.FIRST_LEVEL;
        boolean january = random.nextBoolean();
        YearMonth start = YearMonth.of(2024 + random.nextInt(2), january ? 1 : 2 + random.nextInt(11));
        this.standard = RandomStandard.of(Standard.values()[random.nextInt(2)]);
        this.partlyTagged = !everythingTagged && random.nextInt(3) > 0;
        this.chart = new RandomChart(random, kind, standard);
        this.reference = new ReferenceBook(start);
        this.taxpayerType = kind == Chart.STANDARD ? TaxpayerType.GENERAL : TaxpayerType.values()[random.nextInt(2)];
        this.book = BookForTests.open(context, start.toString(), kind, taxpayerType, standard.standard());
        enterOpeningBalances();
    }

    long operations() {
        return operations;
    }

    long calls() {
        return calls;
    }

    boolean partlyTagged() {
        return partlyTagged;
    }

    boolean vatDebitAsAsset() {
        return vatDebitAsAsset;
    }

    boolean reclassifyOthers() {
        return reclassifyOthers;
    }

    YearMonth lastClosed() {
        return lastClosed;
    }

    /** Also of a book that starts within a year, with what was booked before. */
    private void enterOpeningBalances() {
        boolean midYear = reference.start().getMonthValue() > 1;
        List<Opening> rows = new ArrayList<>();
        long[] plugs = new long[3];
        long carriedDebit = 0;
        long carriedCredit = 0;
        for (Leaf leaf : chart.leaves()) {
            for (String counterparty : leaf.byCounterparty() ? COUNTERPARTIES : List.of("")) {
                if (leaf.root().equals(standard.profit()) || leaf.root().equals("1002")) {
                    continue;
                }
                if (random.nextInt(3) == 0) {
                    // still there, so that its account is made
                    rows.add(new Opening(leaf, counterparty, 0, 0, 0));
                    continue;
                }
                long ytdDebit = midYear ? amount() : 0;
                long ytdCredit = midYear ? amount() : 0;
                if (leaf.income()) {
                    ytdDebit = carriedOf(ytdCredit);
                } else if (leaf.expense() || leaf.priorYears()) {
                    ytdCredit = carriedOf(ytdDebit);
                }
                long net = leaf.profitOrLoss() || leaf.priorYears() ? midYear ? ytdDebit - ytdCredit : 0 : amount();
                if (leaf.income()) {
                    carriedDebit += ytdDebit;
                } else if (leaf.expense()) {
                    carriedCredit += ytdCredit;
                }
                rows.add(new Opening(leaf, counterparty, net, ytdDebit, ytdCredit));
            }
        }
        rows.add(new Opening(chart.root(standard.profit()), "", carriedCredit - carriedDebit, carriedCredit, carriedDebit));
        for (Opening row : rows) {
            plugs[0] -= row.net();
            plugs[1] += row.ytdDebit();
            plugs[2] += row.ytdCredit();
        }
        long more = midYear ? Math.max(plugs[1], plugs[2]) + 100 : 0;
        rows.add(new Opening(chart.root("1002"), "", plugs[0], more - plugs[1], more - plugs[2]));
        StringBuilder csv = new StringBuilder("account_code,account_name,debit,credit,ytd_debit,ytd_credit,counterparty\n");
        for (Opening row : rows) {
            // Somebody's file may hold a balance on the wrong side with a minus sign.
            boolean onDebit = random.nextInt(10) == 0 || row.net() >= 0;
            csv.append(row.account().code()).append(',').append(row.account().name()).append(',')
                    .append(onDebit ? yuan(row.net()) : "").append(',').append(onDebit ? "" : yuan(-row.net()))
                    .append(',').append(yuan(row.ytdDebit())).append(',').append(yuan(row.ytdCredit())).append(',')
                    .append(row.counterparty()).append('\n');
        }
        openingFile = csv.toString().getBytes(StandardCharsets.UTF_8);
        book.opening(openingFile);
        rows.stream().filter(row -> row.net() != 0 || row.ytdDebit() != 0 || row.ytdCredit() != 0)
                .forEach(reference.openings()::add);
        did(rows.size());
    }

    /** Mostly all of what was earned or spent before the start is carried forward, sometimes the last months are not. */
    private long carriedOf(long booked) {
        return random.nextInt(3) > 0 ? booked : (long) (booked * random.nextDouble());
    }

    /** Does one random thing. */
    void step() {
        int dice = random.nextInt(100);
        if (dice < 14) {
            write(false);
        } else if (dice < 20) {
            write(true);
        } else if (dice < 24) {
            importFile(true);
        } else if (dice < 30) {
            importFile(false);
        } else if (dice < 45) {
            review();
        } else if (dice < 58) {
            post();
        } else if (dice < 66) {
            reverse();
        } else if (dice < 69) {
            close();
        } else if (dice < 71) {
            reopen();
        } else if (dice < 73) {
            switchPresentation();
        } else if (dice < 79) {
            retag();
        } else if (dice < 83) {
            delete();
        } else if (dice < 86) {
            change();
        } else if (dice < 89) {
            repeatRequest();
        } else {
            refused();
        }
    }

    private void did(long count) {
        operations += count;
        calls++;
    }

    // What is written.

    private long amount() {
        return switch (random.nextInt(8)) {
            case 0 -> 1 + random.nextInt(9);
            case 1 -> 100L * (1 + random.nextInt(1000));
            case 2 -> 1 + (long) (random.nextDouble() * 9_999_999_999L);
            default -> 1 + random.nextInt(5_000_000);
        };
    }

    private YearMonth openMonth() {
        YearMonth first = lastClosed == null ? reference.start() : lastClosed.plusMonths(1);
        YearMonth last = reference.start().plusMonths(MONTHS);
        int months = Math.max(1, Math.min(4, (int) first.until(last, ChronoUnit.MONTHS)));
        return first.plusMonths(random.nextInt(months));
    }

    private LocalDate openDay() {
        YearMonth month = openMonth();
        return month.atDay(1 + random.nextInt(month.lengthOfMonth()));
    }

    private List<Written> lines() {
        int kind = random.nextInt(20);
        if (kind < 6) {
            return cashAgainstOne();
        }
        if (kind == 6) {
            return carryForwardByHand();
        }
        int count = kind == 7 ? 1 : 2 + random.nextInt(5);
        List<Written> lines = new ArrayList<>();
        long sum = 0;
        for (int i = 1; i < Math.max(2, count); i++) {
            long amount = (random.nextInt(7) == 0 ? -1 : 1) * amount();
            boolean debit = random.nextBoolean();
            lines.add(line(anyLeaf(), debit ? amount : 0, debit ? 0 : amount));
            sum += debit ? amount : -amount;
        }
        if (sum == 0) {
            return tagged(lines);
        }
        boolean debit = random.nextInt(5) == 0 ? sum > 0 : sum < 0;
        lines.add(line(anyLeaf(), debit ? -sum : 0, debit ? 0 : sum));
        Collections.shuffle(lines, random);
        return tagged(lines);
    }

    /** Without tags, so that the proposals of the reference are used. */
    private List<Written> cashAgainstOne() {
        List<Leaf> proposed = chart.leaves().stream().filter(leaf -> standard.proposals().containsKey(leaf.root())
                && (!everythingTagged || standard.proposals().get(leaf.root())[0] > 0)).toList();
        long amount = (random.nextInt(9) == 0 ? -1 : 1) * amount();
        boolean in = random.nextBoolean();
        Leaf cash = random.nextInt(4) == 0 ? chart.root("1001") : chart.root("1002");
        return List.of(line(cash, in ? amount : 0, in ? 0 : amount),
                line(proposed.get(random.nextInt(proposed.size())), in ? 0 : amount, in ? amount : 0));
    }

    private List<Written> carryForwardByHand() {
        List<Leaf> accounts = chart.leaves().stream().filter(Leaf::profitOrLoss).toList();
        long amount = amount();
        Leaf account = accounts.get(random.nextInt(accounts.size()));
        boolean income = account.income();
        return List.of(line(account, income ? amount : 0, income ? 0 : amount),
                line(chart.root(standard.profit()), income ? 0 : amount, income ? amount : 0));
    }

    private Leaf anyLeaf() {
        return chart.leaves().get(random.nextInt(chart.leaves().size()));
    }

    private Written line(Leaf account, long debit, long credit) {
        boolean named = account.byCounterparty() || random.nextInt(12) == 0;
        return new Written(account, named ? COUNTERPARTIES.get(random.nextInt(COUNTERPARTIES.size())) : "", debit, credit,
                null);
    }

    private List<Written> tagged(List<Written> lines) {
        boolean some = partlyTagged && random.nextBoolean();
        return lines.stream().map(line -> line.account.cash() || some && random.nextBoolean() ? line
                : new Written(line.account, line.counterparty, line.debit, line.credit, anyTag())).toList();
    }

    private int anyTag() {
        return standard.lines().get(random.nextInt(standard.lines().size()));
    }

    private Draft draft(LocalDate date, String number, List<Written> lines) {
        return new Draft(date.toString(), number, lines.stream().map(line -> new DraftEntry("摘要", line.account.code(),
                line.account.name(), line.debit == 0 ? "" : yuan(line.debit), line.credit == 0 ? "" : yuan(line.credit),
                line.counterparty, line.tag == null ? "" : line.tag.toString())).toList());
    }

    static String yuan(long fen) {
        return Money.of(BigDecimal.valueOf(fen, 2)).toString();
    }

    // What is done.

    private void write(boolean atOnce) {
        LocalDate date = openDay();
        List<Written> lines = lines();
        Actor actor = atOnce || random.nextInt(4) == 0 ? BookForTests.REVIEWER : BookForTests.ACCOUNTANT;
        String key = !atOnce && random.nextInt(5) == 0 ? "key-" + calls : null;
        Draft draft = draft(date, "", lines);
        Voucher voucher = vouchers.write(actor, book.id, draft, atOnce, key);
        if (key != null) {
            requested.put(key, draft);
        }
        remember(voucher.id(), date, lines, actor.id(), null);
        if (atOnce) {
            nowPosted(voucher);
        }
        did(1);
    }

    private void remember(String id, LocalDate date, List<Written> lines, String preparedBy, String reverses) {
        Open voucher = new Open();
        voucher.date = date;
        voucher.lines = lines;
        voucher.preparedBy = preparedBy;
        voucher.reverses = reverses;
        open.put(id, voucher);
    }

    /** The reference book takes what was posted, with the number that was given. */
    private void nowPosted(Voucher voucher) {
        Open written = open.remove(voucher.id());
        assertThat(voucher.state()).isEqualTo(State.POSTED);
        assertThat(voucher.date()).isEqualTo(written.date);
        List<Entry> entries = new ArrayList<>();
        for (Written line : written.lines) {
            entries.add(new Entry(entries.size() + 1, line.account, line.counterparty, line.debit, line.credit));
        }
        boolean profit = entries.stream().anyMatch(entry -> entry.account().root().equals(standard.profit()));
        boolean carryForward = profit && entries.stream().anyMatch(entry -> isProfitOrLoss(entry.account()))
                && entries.stream().allMatch(entry -> isProfitOrLoss(entry.account())
                        || entry.account().root().equals(standard.profit()));
        Posted now = new Posted(voucher.id(), written.date, voucher.number(), carryForward, entries, new TreeMap<>(),
                new HashSet<>());
        if (written.reverses != null) {
            Posted original = posted(written.reverses);
            now.cash().putAll(original.cash());
            now.chosen().addAll(original.chosen());
            reversals.put(original.id(), now);
        } else {
            bookCash(now, written);
        }
        reference.posted().add(now);
    }

    private static boolean isProfitOrLoss(Leaf leaf) {
        return leaf.profitOrLoss() || leaf.priorYears();
    }

    private void bookCash(Posted voucher, Open written) {
        if (partlyTagged || voucher.entries().stream().noneMatch(entry -> entry.account().cash())) {
            return;
        }
        for (Entry entry : voucher.entries()) {
            if (!entry.account().cash()) {
                Integer tag = written.lines.get(entry.line() - 1).tag;
                // A red figure takes back what the black one would have brought.
                boolean received = entry.credit() != 0;
                if (tag != null) {
                    voucher.chosen().add(entry.line());
                }
                voucher.cash().put(entry.line(),
                        tag != null ? tag : standard.proposals().get(entry.account().root())[received ? 0 : 1]);
            }
        }
    }

    private Posted posted(String id) {
        return reference.posted().stream().filter(voucher -> voucher.id().equals(id)).findFirst().orElseThrow();
    }

    private void importFile(boolean atOnce) {
        int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 12);
        StringBuilder csv = new StringBuilder(BookForTests.HEADER + ",counterparty,cash_flow_line\n");
        List<LocalDate> dates = new ArrayList<>();
        List<List<Written>> contents = new ArrayList<>();
        files++;
        for (int i = 0; i < count; i++) {
            dates.add(openDay());
            contents.add(lines());
            csv.append(rows(dates.get(i), files + "-" + i, contents.get(i)));
        }
        lastFile = csv.toString();
        List<Voucher> imported = book.importFile(lastFile, atOnce);
        assertThat(imported).hasSize(count);
        ofLastFile.clear();
        imported.forEach(voucher -> ofLastFile.add(voucher.id()));
        for (int i = 0; i < count; i++) {
            remember(imported.get(i).id(), dates.get(i), contents.get(i), BookForTests.ACCOUNTANT.id(), null);
            if (atOnce) {
                nowPosted(imported.get(i));
            }
        }
        did(count);
    }

    private static String rows(LocalDate date, String number, List<Written> lines) {
        return lines.stream().map(line -> String.join(",", date.toString(), number, "摘要", line.account.code(),
                line.account.name(), line.debit == 0 ? "" : yuan(line.debit), line.credit == 0 ? "" : yuan(line.credit),
                line.counterparty, line.tag == null ? "" : line.tag.toString())).collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> someOpen(State state, int limit) {
        List<String> ids = new ArrayList<>(open.keySet().stream().filter(id -> open.get(id).state == state).toList());
        Collections.shuffle(ids, random);
        return ids.subList(0, Math.min(ids.size(), limit));
    }

    private void review() {
        Actor reviewer = random.nextInt(3) == 0 ? OTHER_REVIEWER : BookForTests.REVIEWER;
        List<String> ids = someOpen(State.DRAFT, 60).stream()
                .filter(id -> !open.get(id).preparedBy.equals(reviewer.id())).toList();
        if (!ids.isEmpty()) {
            vouchers.review(reviewer, book.id, ids);
            ids.forEach(id -> open.get(id).state = State.REVIEWED);
            did(ids.size());
        }
    }

    private void post() {
        List<String> ids = someOpen(State.REVIEWED, 60);
        if (!ids.isEmpty()) {
            vouchers.post(BookForTests.REVIEWER, book.id, ids).forEach(this::nowPosted);
            did(ids.size());
        }
    }

    private void reverse() {
        if (reference.posted().isEmpty()) {
            return;
        }
        Posted original = reference.posted().get(random.nextInt(reference.posted().size()));
        boolean atOnce = random.nextBoolean();
        if (!reversed.add(original.id())) {
            assertRefused("reversedBefore", () -> vouchers.reverse(BookForTests.REVIEWER, book.id, original.id(), null,
                    atOnce));
            return;
        }
        YearMonth into = random.nextBoolean() ? null : latest(original.period(), openMonth());
        Actor actor = atOnce ? BookForTests.REVIEWER : BookForTests.ACCOUNTANT;
        Voucher reversal = vouchers.reverse(actor, book.id, original.id(), into, atOnce);
        YearMonth expected = into != null ? into
                : isClosed(original.period()) ? lastClosed.plusMonths(1) : original.period();
        assertThat(reversal.period()).isEqualTo(expected);
        assertThat(reversal.date()).isAfterOrEqualTo(original.date());
        remember(reversal.id(), reversal.date(), original.entries().stream().map(entry -> new Written(entry.account(),
                entry.counterparty(), -entry.debit(), -entry.credit(), null)).toList(), actor.id(), original.id());
        if (atOnce) {
            nowPosted(reversal);
        }
        did(1);
    }

    private static YearMonth latest(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean isClosed(YearMonth month) {
        return lastClosed != null && !month.isAfter(lastClosed);
    }

    private void close() {
        YearMonth month = lastClosed == null ? reference.start() : lastClosed.plusMonths(1);
        if (!month.isBefore(reference.start().plusMonths(MONTHS - 2))) {
            return;
        }
        if (open.values().stream().anyMatch(voucher -> YearMonth.from(voucher.date).equals(month))) {
            assertRefused("allPosted", () -> closing.close(BookForTests.ACCOUNTANT, book.id, month));
            clear(month);
        }
        YearMonth later = month.plusMonths(1 + random.nextInt(3));
        assertRefused("previousClosed", () -> closing.close(BookForTests.ACCOUNTANT, book.id, later));
        int before = lastNumber(month);
        Map<String, Sums> open = reference.byAccount(month, month);
        if (month.getMonthValue() == 12) {
            decideOnProfit(month.getYear());
        }
        closing.close(BookForTests.ACCOUNTANT, book.id, month);
        lastClosed = month;
        List<Voucher> booked = vouchers.ofPeriod(BookForTests.REVIEWER, book.id, month).stream()
                .filter(voucher -> voucher.number() > before).toList();
        booked.forEach(voucher -> {
            assertThat(voucher.origin()).isEqualTo(Voucher.Origin.CLOSING);
            remember(voucher.id(), voucher.date(), voucher.entries().stream().map(entry -> new Written(
                    chart.ofCode(entry.accountCode()), entry.counterparty(), fen(entry.debit()), fen(entry.credit()),
                    null)).toList(), Actor.SYSTEM.id(), null);
            nowPosted(voucher);
        });
        assertCarriedForward(month, booked, open);
        did(1 + booked.size());
    }

    /** Nothing, all there is, or a part of it goes to the statutory reserve and to the investors; never more. */
    private void decideOnProfit(int year) {
        YearEnd yearEnd = context.getBean(YearEnd.class);
        YearEnd.Year now = yearEnd.get(BookForTests.ACCOUNTANT, book.id, year);
        Money left = now.distributable().minus(now.byHand().total());
        Money most = now.base().minus(now.byHand().reserves()).min(left).max(Money.ZERO);
        assertRefused("ledger.yearEnd.", () -> yearEnd.decide(BookForTests.ACCOUNTANT, book.id, year,
                new Appropriation(most.plus(Money.of("0.01")), Money.ZERO, Money.ZERO)));
        Money reserve = partOf(most);
        Money mostDividends = left.minus(reserve).max(Money.ZERO);
        assertRefused("ledger.yearEnd.exceeds", () -> yearEnd.decide(BookForTests.ACCOUNTANT, book.id, year,
                new Appropriation(reserve, Money.ZERO, mostDividends.plus(Money.of("0.01")))));
        yearEnd.decide(BookForTests.ACCOUNTANT, book.id, year,
                new Appropriation(reserve, Money.ZERO, partOf(mostDividends)));
        did(1);
    }

    private Money partOf(Money most) {
        return most.times(BigDecimal.valueOf(random.nextInt(5), 0).multiply(new BigDecimal("0.25")));
    }

    /** What the books carry forward is exactly what was open: all of it, nothing twice, nothing in red. */
    private void assertCarriedForward(YearMonth month, List<Voucher> booked, Map<String, Sums> before) {
        Map<String, Long> carried = new TreeMap<>();
        booked.stream().filter(voucher -> voucher.kind() == Voucher.Kind.CARRY_FORWARD)
                .forEach(voucher -> voucher.entries().stream()
                        .filter(entry -> chart.ofCode(entry.accountCode()).profitOrLoss())
                        .forEach(entry -> carried.merge(entry.accountCode(), fen(entry.debit()) - fen(entry.credit()),
                                Long::sum)));
        Map<String, Long> expected = new TreeMap<>();
        chart.leaves().stream().filter(Leaf::profitOrLoss).map(Leaf::code).filter(before::containsKey)
                .filter(code -> before.get(code).closing() != 0)
                .forEach(code -> expected.put(code, -before.get(code).closing()));
        assertThat(carried).as("carried forward in " + month).isEqualTo(expected);
        assertThat(booked).filteredOn(voucher -> voucher.kind() == Voucher.Kind.CARRY_FORWARD)
                .flatExtracting(Voucher::entries)
                .noneMatch(entry -> entry.debit().isNegative() || entry.credit().isNegative());
        Sums all = reference.of(leaf -> isProfitOrLoss(leaf) || leaf.root().startsWith(standard.equity()), month, month);
        assertEarlierYearsPassTheProfitBy(month, booked, before);
        long profit = reference.of(leaf -> leaf.root().equals(standard.profit()), month, month).closing();
        if (month.getMonthValue() == 12) {
            assertThat(profit).as("profit of the year after " + month).isZero();
            assertThat(chart.leaves()).filteredOn(leaf -> leaf.root().equals(standard.distribution()) && !leaf.item().equals("retained"))
                    .allSatisfy(leaf -> assertThat(reference.of(leaf::equals, month, month).closing())
                            .as(leaf.code() + " after " + month).isZero());
        }
        assertThat(all.opening + all.result).isEqualTo(all.closing());
    }

    /** Corrections of earlier years go to undistributed profit, all of them. */
    private void assertEarlierYearsPassTheProfitBy(YearMonth month, List<Voucher> booked, Map<String, Sums> before) {
        chart.leaves().stream().filter(Leaf::priorYears).forEach(leaf -> {
            long net = before.getOrDefault(leaf.code(), new Sums()).closing();
            assertThat(reference.of(leaf::equals, month, month).closing()).as(leaf.code() + " after " + month).isZero();
            List<String> transferred = booked.stream()
                    .map(Voucher::entries)
                    .filter(entries -> entries.stream().anyMatch(entry -> entry.accountCode().equals(leaf.code())))
                    .flatMap(List::stream)
                    .map(entry -> entry.accountCode() + " " + (fen(entry.debit()) - fen(entry.credit()))).toList();
            assertThat(transferred).isEqualTo(net == 0 ? List.of()
                    : List.of(leaf.code() + " " + -net, chart.item("retained").code() + " " + net));
        });
    }

    /** Posts what is open in a month, and deletes what this reviewer wrote. */
    private void clear(YearMonth month) {
        List<String> ids = List.copyOf(open.keySet()).stream()
                .filter(id -> YearMonth.from(open.get(id).date).equals(month)).toList();
        List<String> others = ids.stream().filter(id -> open.get(id).state == State.REVIEWED
                || !open.get(id).preparedBy.equals(BookForTests.REVIEWER.id())).toList();
        if (!others.isEmpty()) {
            vouchers.review(BookForTests.REVIEWER, book.id, others);
            vouchers.post(BookForTests.REVIEWER, book.id, others).forEach(this::nowPosted);
            did(2L * others.size());
        }
        ids.stream().filter(open::containsKey).forEach(this::delete);
    }

    private int lastNumber(YearMonth month) {
        return reference.posted().stream().filter(voucher -> voucher.period().equals(month)).mapToInt(Posted::number)
                .max().orElse(0);
    }

    private void reopen() {
        if (lastClosed == null) {
            assertRefused("period.open", () -> closing.reopenByReviewer(BookForTests.REVIEWER, book.id,
                    reference.start(), "改错"));
            return;
        }
        if (lastClosed.isAfter(reference.start()) && random.nextBoolean()) {
            YearMonth earlier = lastClosed.minusMonths(1);
            assertRefused("laterClosed", () -> closing.reopenByReviewer(BookForTests.REVIEWER, book.id, earlier, "改错"));
        }
        closing.reopenByReviewer(BookForTests.REVIEWER, book.id, lastClosed, "改错");
        lastClosed = lastClosed.equals(reference.start()) ? null : lastClosed.minusMonths(1);
        did(1);
    }

    private void switchPresentation() {
        vatDebitAsAsset = random.nextBoolean();
        reclassifyOthers = random.nextBoolean();
        context.getBean(Books.class).present(BookForTests.ACCOUNTANT, book.id, vatDebitAsAsset, reclassifyOthers);
        did(1);
    }

    private void retag() {
        if (partlyTagged) {
            retagSome();
            return;
        }
        List<Posted> candidates = reference.posted().stream()
                .filter(voucher -> !voucher.cash().isEmpty() && !isClosed(voucher.period())).toList();
        if (candidates.isEmpty()) {
            return;
        }
        Posted voucher = candidates.get(random.nextInt(candidates.size()));
        Map<Integer, Integer> tags = new TreeMap<>();
        // Of several lines, one without a tag would make all the others share the cash.
        boolean none = !everythingTagged && voucher.cash().size() == 1 && random.nextInt(3) == 0;
        voucher.cash().keySet().forEach(line -> tags.put(line, none ? 0 : anyTag()));
        context.getBean(CashFlows.class).tag(BookForTests.ACCOUNTANT, book.id, tags.entrySet().stream()
                .map(tag -> new CashFlows.Tag(voucher.id(), tag.getKey(), tag.getValue())).toList());
        Posted reversal = reversals.get(voucher.id());
        if (reversal != null && reversal.cash().equals(voucher.cash()) && reversal.chosen().equals(voucher.chosen())) {
            tag(reversal, tags);
        }
        tag(voucher, tags);
        did(1);
    }

    /** Some lines of a voucher that carry cash; once all or not all are chosen, others may carry it than did before. */
    private void retagSome() {
        List<Posted> candidates = reference.posted().stream().filter(voucher -> !isClosed(voucher.period())
                && voucher.entries().stream().anyMatch(entry -> entry.account().cash())).toList();
        if (candidates.isEmpty()) {
            return;
        }
        Posted voucher = candidates.get(random.nextInt(candidates.size()));
        List<CashFlows.Tag> tags = vouchers.get(BookForTests.REVIEWER, book.id, voucher.id()).entries().stream()
                .filter(entry -> entry.cash() != null && random.nextInt(3) > 0)
                .map(entry -> new CashFlows.Tag(voucher.id(), entry.line(), random.nextInt(4) == 0 ? 0 : anyTag())).toList();
        if (tags.isEmpty()) {
            return;
        }
        long before = rowCount();
        Throwable thrown = catchThrowable(() -> context.getBean(CashFlows.class).tag(BookForTests.ACCOUNTANT, book.id, tags));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(Refusal.class);
            assertThat(((Refusal) thrown).reasons()).allMatch(reason -> reason.key().equals("ledger.voucher.noCashOnLine"));
            assertThat(rowCount()).isEqualTo(before);
        }
        did(1);
    }

    private static void tag(Posted voucher, Map<Integer, Integer> tags) {
        voucher.cash().putAll(tags);
        voucher.chosen().clear();
        tags.forEach((line, tag) -> {
            if (tag != 0) {
                voucher.chosen().add(line);
            }
        });
    }

    private void delete() {
        if (!open.isEmpty()) {
            delete(List.copyOf(open.keySet()).get(random.nextInt(open.size())));
        }
    }

    private void delete(String id) {
        vouchers.delete(BookForTests.ACCOUNTANT, book.id, id);
        Open gone = open.remove(id);
        ofLastFile.remove(id);
        if (gone.reverses != null) {
            reversed.remove(gone.reverses);
        }
        did(1);
    }

    private void change() {
        List<String> ids = open.keySet().stream().filter(id -> open.get(id).reverses == null).toList();
        if (ids.isEmpty()) {
            return;
        }
        String id = ids.get(random.nextInt(ids.size()));
        LocalDate date = openDay();
        List<Written> lines = lines();
        vouchers.change(BookForTests.ACCOUNTANT, book.id, id, draft(date, "", lines));
        requested.clear();
        remember(id, date, lines, BookForTests.ACCOUNTANT.id(), null);
        did(1);
    }

    /** The same request again answers the same voucher and writes nothing; another one with its key is refused. */
    private void repeatRequest() {
        if (requested.isEmpty()) {
            return;
        }
        String key = requested.keySet().iterator().next();
        Draft draft = requested.remove(key);
        boolean gone = context.getBean(JdbcClient.class)
                .sql("select count(*) from voucher where company_id = ? and request_key = ?").params(book.id, key)
                .query(Integer.class).single() == 0;
        if (gone) {
            return;
        }
        long before = rowCount();
        vouchers.write(BookForTests.ACCOUNTANT, book.id, draft, false, key);
        assertThat(rowCount()).isEqualTo(before);
        Draft other = new Draft(draft.date(), "别的", draft.entries());
        assertRefused("requestKeyUsed", () -> vouchers.write(BookForTests.ACCOUNTANT, book.id, other, false, key));
    }

    /** Writes vouchers into a month, posts them, and reverses them there. */
    void writeAndReverse(YearMonth month) {
        for (int i = 0; i < 3; i++) {
            Voucher voucher = vouchers.write(BookForTests.REVIEWER, book.id,
                    draft(month.atDay(1 + random.nextInt(28)), "", lines()), true);
            vouchers.reverse(BookForTests.REVIEWER, book.id, voucher.id(), month, true);
        }
        did(6);
    }

    /** Another book that begins with the same balances. */
    BookForTests copyOfItsOpening() {
        BookForTests copy = BookForTests.open(context, reference.start().toString(), kind, taxpayerType,
                standard.standard());
        copy.opening(openingFile);
        return copy;
    }

    // What is refused.

    private interface Call {
        void run();
    }

    private void refused() {
        LocalDate day = openDay();
        List<Written> good = lines();
        Written first = good.get(0);
        switch (random.nextInt(12)) {
            case 0 -> assertRefused("unbalanced", () -> write(day, with(good, line(anyLeaf(), 1, 0))));
            case 1 -> {
                if (lastClosed != null) {
                    assertRefused("period.closed", () -> write(lastClosed.atEndOfMonth(), good));
                }
            }
            case 2 -> assertRefused("beforeBook", () -> write(reference.start().atDay(1).minusDays(1), good));
            case 3 -> assertRefused("account.unknown", () -> write(day, with(good, other("9999", first, null))));
            case 4 -> assertRefused("hasSubAccounts", () -> write(day, with(good, other(chart.parents().get(
                    random.nextInt(chart.parents().size())), first, null))));
            case 5 -> assertRefused("badCashFlowLine", () -> write(day,
                    with(good, other("1405", first, notTaggable()))));
            case 6 -> assertRefused("bothSides", () -> write(day, with(good, new Written(first.account, "", 5, 5, null))));
            case 7 -> assertRefused("zeroLine", () -> write(day, with(good, new Written(first.account, "", 0, 0, null))));
            case 8 -> {
                List<String> own = open.keySet().stream().filter(id -> open.get(id).state == State.DRAFT
                        && open.get(id).preparedBy.equals(BookForTests.REVIEWER.id())).limit(1).toList();
                if (!own.isEmpty()) {
                    assertRefused("ownReview", () -> vouchers.review(BookForTests.REVIEWER, book.id, own));
                }
            }
            case 9 -> {
                List<String> drafts = someOpen(State.DRAFT, 1);
                if (!drafts.isEmpty()) {
                    assertRefused("notReviewed", () -> vouchers.post(BookForTests.REVIEWER, book.id, drafts));
                }
            }
            case 10 -> {
                StringBuilder csv = new StringBuilder(BookForTests.HEADER + ",counterparty,cash_flow_line\n");
                for (int i = 0; i < 5; i++) {
                    csv.append(rows(openDay(), "坏" + i, lines()));
                }
                csv.append(day).append(",坏,摘要,1002,银行存款,1.00,,,\n");
                assertRefused("unbalanced", () -> book.importFile(csv.toString(), random.nextBoolean()));
            }
            default -> {
                if (!ofLastFile.isEmpty()) {
                    assertRefused("import.again", () -> book.importFile(lastFile, random.nextBoolean()));
                }
            }
        }
    }

    private int notTaggable() {
        return standard.noLines().get(random.nextInt(standard.noLines().size()));
    }

    private void write(LocalDate date, List<Written> lines) {
        vouchers.write(BookForTests.REVIEWER, book.id, draft(date, "", lines), random.nextBoolean());
    }

    private static List<Written> with(List<Written> lines, Written more) {
        List<Written> all = new ArrayList<>(lines);
        all.add(more);
        return all;
    }

    private static Written other(String code, Written like, Integer tag) {
        Leaf leaf = new Leaf(List.of(code), "别的科目", false, false, false, false, false, "");
        return new Written(leaf, like.counterparty, like.debit, like.credit, tag);
    }

    /** Refused for that reason, and nothing is half done. */
    private void assertRefused(String reason, Call call) {
        long before = rowCount();
        Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).as("should be refused: " + reason).isInstanceOf(Refusal.class);
        assertThat(((Refusal) thrown).reasons()).anySatisfy(each -> assertThat(each.key()).contains(reason));
        assertThat(rowCount()).as("rows after a refusal: " + reason).isEqualTo(before);
        did(1);
    }

    private long rowCount() {
        return context.getBean(JdbcClient.class).sql("""
                select (select count(*) from voucher where company_id = :id)
                    + 3 * (select count(*) from voucher_entry where company_id = :id)
                    + 5 * (select count(*) from account where company_id = :id)
                    + 7 * (select count(*) from month_movement where company_id = :id)
                    + 11 * (select count(*) from cash_flow where company_id = :id)
                    + 13 * (select count(*) from voucher_import where company_id = :id)
                    + 17 * (select coalesce(sum(last_number), 0) from book_period where company_id = :id)
                    + 19 * (select count(*) from voucher where company_id = :id and state = 'POSTED')
                    + 23 * (select count(*) from voucher where company_id = :id and state = 'DRAFT')""")
                .param("id", book.id).query(Long.class).single();
    }

    static long fen(Money amount) {
        return amount.amount().movePointRight(2).longValueExact();
    }
}
