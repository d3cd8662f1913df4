package zhangfang.ledger;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private static final Map<Standard, CashFlowLines> LINES = new EnumMap<>(Standard.class);

    static {
        LINES.put(Standard.SMALL_ENTERPRISE, new CashFlowLines(StandardAccounts.of(Standard.SMALL_ENTERPRISE)));
    }

    /**
     * What an account proposes.
     *
     * @param follows whether the line of the largest non-tax entry on the same side goes first (value-added tax is part of
     *                the price it came with)
     */
    record Proposal(int line, boolean follows) {
    }

    private final StandardAccounts accounts;
    private final Map<Integer, String> items = new TreeMap<>();
    private final Set<Integer> inflow = new HashSet<>();
    private final Map<String, Proposal> proposals;

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
        proposals = ReferenceChart.read(accounts.resource("cash-flow-defaults")).stream().collect(Collectors.toMap(
                row -> row.get("direction") + " " + (row.get("role").isEmpty() ? row.get("account") : row.get("role")),
                row -> new Proposal(Integer.parseInt(row.get("line")), "Y".equals(row.get("follows")))));
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

    boolean isTaggable(int line) {
        return items.containsKey(line);
    }

    /** Whether money comes in on a line; it counts as received there, on the other lines as paid. */
    boolean isInflow(int line) {
        return inflow.contains(line);
    }

    /**
     * The line for an entry opposite to cash.
     *
     * @param received whether cash came in
     */
    Optional<Proposal> propose(Account account, String summary, boolean received) {
        if (account.isWithin(accounts.financeExpenses()) && account.role() == null) {
            return Optional.of(financeExpense(account, summary, received));
        }
        return direct(account, received).or(() -> direct(account, !received));
    }

    /** 财务费用 without a telling detail: interest or not, by what its name and summary say. */
    private Proposal financeExpense(Account account, String summary, boolean received) {
        boolean interest = account.name().contains(INTEREST) || summary.contains(INTEREST);
        if (received && (interest || account.level() == 1)) {
            return proposals.get("IN INTEREST_INCOME");
        }
        return proposals.get(interest && !received ? "OUT INTEREST_EXPENSE" : "OUT BANK_CHARGES");
    }

    /** What selling an investment brings back, its income included. */
    int investmentRecovered() {
        return proposals.get("IN " + accounts.investments().get(0)).line();
    }

    private Optional<Proposal> direct(Account account, boolean received) {
        String direction = received ? "IN " : "OUT ";
        Proposal proposal = proposals.get(direction + account.role());
        if (proposal == null) {
            proposal = proposals.get(direction + "=" + account.code());
        }
        if (proposal == null) {
            proposal = proposals.get(direction + account.code().substring(0, 4));
        }
        return Optional.ofNullable(proposal);
    }
}
