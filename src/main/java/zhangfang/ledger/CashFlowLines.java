package zhangfang.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;

/**
 * The lines of the cash flow statement (会小企03) that cash is booked to, and the line that an account and the direction
 * of the cash propose. Proposals hang on first-level accounts and roles, never on detail codes.
 */
@Component
class CashFlowLines {

    /** Cash that carries no line yet. */
    static final int UNTAGGED = 0;

    /** The lines that entries can carry; the others of the statement are sums. */
    static final Set<Integer> TAGGABLE = IntStream.of(1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18)
            .boxed().collect(Collectors.toUnmodifiableSet());

    /** Lines where money comes in; it counts as received there, on the other lines as paid. */
    static final Set<Integer> INFLOW = Set.of(1, 2, 8, 9, 10, 14, 15);

    private static final String FINANCE_EXPENSES = "5603";
    private static final String INTEREST = "利息";
    private static final int INTEREST_PAID = 17;
    private static final int OTHER_PAID = 6;
    private static final int OTHER_RECEIVED = 2;

    /**
     * What an account proposes.
     *
     * @param follows whether the line of the largest non-tax entry on the same side goes first (value-added tax is part of
     *                the price it came with)
     */
    record Proposal(int line, boolean follows) {
    }

    private final Map<String, Proposal> proposals = new HashMap<>();

    CashFlowLines() {
        for (CSVRecord row : ReferenceChart.read("reference/cash-flow-defaults.csv")) {
            String subject = row.get("role").isEmpty() ? row.get("account") : row.get("role");
            proposals.put(row.get("direction") + " " + subject,
                    new Proposal(Integer.parseInt(row.get("line")), "Y".equals(row.get("follows"))));
        }
    }

    /**
     * The line for an entry opposite to cash.
     *
     * @param received whether cash came in
     */
    Optional<Proposal> propose(Account account, String summary, boolean received) {
        if (account.isWithin(FINANCE_EXPENSES) && account.role() == null) {
            return Optional.of(new Proposal(financeExpense(account, summary, received), false));
        }
        return direct(account, received).or(() -> direct(account, !received));
    }

    /** 财务费用 without a telling detail: interest or not, by what its name and summary say. */
    private static int financeExpense(Account account, String summary, boolean received) {
        boolean interest = account.name().contains(INTEREST) || summary.contains(INTEREST);
        if (received) {
            return interest || account.level() == 1 ? OTHER_RECEIVED : OTHER_PAID;
        }
        return interest ? INTEREST_PAID : OTHER_PAID;
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
