package zhangfang.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import zhangfang.company.Company.Standard;

/**
 * The lines of a standard's cash flow statement (会小企03、会企03) that cash is booked to, and the line that an account and
 * the direction of the cash propose. Proposals hang on first-level accounts and roles, never on detail codes.
 */
public final class CashFlowLines {

    /** Cash that carries no line yet. */
    static final int UNTAGGED = 0;

    private static final String INTEREST = "利息";
    private static final String EXCHANGE = "汇兑";
    private static final String EXCHANGE_DIFFERENCE = "IN EXCHANGE_DIFFERENCE";
    private static final List<String> YIELD = List.of(INTEREST, "股利", "红利");
    private static final Map<Standard, CashFlowLines> LINES = new EnumMap<>(Standard.class);

    static {
        for (Standard standard : Standard.values()) {
            LINES.put(standard, new CashFlowLines(StandardAccounts.of(standard)));
        }
    }

    /**
     * What an account proposes.
     *
     * @param follows whether the line of the largest non-tax entry on the same side goes first (value-added tax is part of
     *                the price it came with)
     */
    record Proposal(int line, boolean follows) {
    }

    /**
     * A row of the reference file.
     *
     * @param name words of which the account's name must contain one, if any
     * @param text words of which the account's name or the entry's summary must contain one, if any
     */
    private record Rule(List<String> name, List<String> text, Proposal proposal) {

        boolean appliesTo(Account account, String summary) {
            return (name.isEmpty() || name.stream().anyMatch(account.name()::contains))
                    && (text.isEmpty() || text.stream().anyMatch((account.name() + ' ' + summary)::contains));
        }
    }

    private final StandardAccounts accounts;
    private final Map<Integer, String> items = new TreeMap<>();
    private final Set<Integer> inflow = new HashSet<>();
    private final Map<String, List<Rule>> rules = new HashMap<>();

    private CashFlowLines(StandardAccounts accounts) {
        this.accounts = accounts;
        for (CSVRecord row : ReferenceChart.read(accounts.resource("statement-lines"))) {
            boolean in = row.get("kind").equals("IN");
            if (in || row.get("kind").equals("OUT")) {
                items.put(Integer.valueOf(row.get("line")), row.get("item"));
            }
            if (in) {
                inflow.add(Integer.valueOf(row.get("line")));
            }
        }
        for (CSVRecord row : ReferenceChart.read(accounts.resource("cash-flow-defaults"))) {
            String subject = row.get("role").isEmpty() ? row.get("account") : row.get("role");
            Proposal proposal = new Proposal(Integer.parseInt(row.get("line")), "Y".equals(row.get("follows")));
            rules.computeIfAbsent(row.get("direction") + " " + subject, key -> new ArrayList<>())
                    .add(new Rule(words(row, "name"), words(row, "text"), proposal));
        }
    }

    private static List<String> words(CSVRecord row, String column) {
        String list = row.isMapped(column) ? row.get(column) : "";
        return list.isEmpty() ? List.of() : List.of(list.split("\\|"));
    }

    public static CashFlowLines of(Standard standard) {
        return LINES.get(standard);
    }

    StandardAccounts accounts() {
        return accounts;
    }

    /** The items that entries can be booked to, by the number of their line; the others of the statement are sums. */
    public Map<Integer, String> items() {
        return items;
    }

    /** The lines that accounts of this role (科目用途) propose. */
    public SortedSet<Integer> proposedBy(String role) {
        SortedSet<Integer> lines = new TreeSet<>();
        for (String direction : List.of("IN ", "OUT ")) {
            rules.getOrDefault(direction + role, List.of()).forEach(rule -> lines.add(rule.proposal.line()));
        }
        return lines;
    }

    boolean isTaggable(int line) {
        return items.containsKey(line);
    }

    /** Whether money comes in on a line; it counts as received there, on the other lines as paid. */
    boolean isInflow(int line) {
        return inflow.contains(line);
    }

    /**
     * The line for an entry opposite to cash: what its role says in this direction, or else in the other one, where it then
     * counts negative; what has no role, or one that says nothing, goes by its first-level account likewise.
     *
     * @param received whether cash came in
     */
    Optional<Proposal> propose(Account account, String summary, boolean received) {
        if (account.isWithin(accounts.financeExpenses()) && account.role() == null) {
            return Optional.of(financeExpense(account, summary, received));
        }
        String here = received ? "IN " : "OUT ";
        String there = received ? "OUT " : "IN ";
        String official = account.code().substring(0, 4);
        return Stream.of(here + account.role(), there + account.role(), here + "=" + account.code(), here + official,
                        there + "=" + account.code(), there + official)
                .flatMap(key -> rules.getOrDefault(key, List.of()).stream())
                .filter(rule -> rule.appliesTo(account, summary))
                .map(Rule::proposal)
                .findFirst();
    }

    /** 财务费用 without a telling detail: interest, exchange difference or neither, by what its name and summary say. */
    private Proposal financeExpense(Account account, String summary, boolean received) {
        if (rules.containsKey(EXCHANGE_DIFFERENCE) && (account.name() + ' ' + summary).contains(EXCHANGE)) {
            return first(EXCHANGE_DIFFERENCE);
        }
        boolean interest = account.name().contains(INTEREST) || summary.contains(INTEREST);
        if (received && (interest || account.level() == 1)) {
            return first("IN INTEREST_INCOME");
        }
        return first(interest && !received ? "OUT INTEREST_EXPENSE" : "OUT BANK_CHARGES");
    }

    private Proposal first(String key) {
        return rules.get(key).get(0).proposal;
    }

    /** Interest and dividends of an investment stay its income, also when it is sold. */
    boolean isYield(Account account, String summary) {
        return YIELD.stream().anyMatch((account.name() + ' ' + summary)::contains);
    }

    /** What selling an investment brings back, its income included. */
    int investmentRecovered() {
        return first("IN " + accounts.investments().get(0)).line();
    }
}
