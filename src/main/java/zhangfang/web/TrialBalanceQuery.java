package zhangfang.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import zhangfang.refusal.Refusal;
import zhangfang.statements.TrialBalance;
import zhangfang.statements.TrialBalance.Sides;

/** What is asked of a trial balance, as it stands in an address. */
record TrialBalanceQuery(
        @Parameter(description = "the first month, 2026-01", required = true) String from,
        @Parameter(description = "the last month; without it the first") String to,
        @Parameter(description = "down to which level; without it all") String level,
        @Parameter(description = "actual: balances on the side they are on; direction: on the account's side, maybe negative")
        String sides,
        @Parameter(description = "true: also accounts without any figure") String zeros,
        @Parameter(description = "true: files also have the columns of the year's start") String yearStart,
        @Parameter(description = "false: without carry-forward vouchers; within one year") String carryForward,
        @Parameter(description = "true: with the range's vouchers that are not posted yet") String drafts,
        @Parameter(description = "true: leaf accounts unfolded into their counterparties") String counterparties,
        @Parameter(description = "the first account shown") String fromAccount,
        @Parameter(description = "the last account shown, with all below it") String toAccount) {

    YearMonth first() {
        if (isEmpty(from)) {
            throw Refusal.field("from", "web.problem.missingParameter", "from");
        }
        return StatementsApi.month("from", from);
    }

    YearMonth last() {
        return isEmpty(to) ? first() : StatementsApi.month("to", to);
    }

    public boolean withYearStart() {
        return flag("yearStart", yearStart, false);
    }

    /** Whether one of the switches that are off by themselves is on. */
    public boolean given(String flag) {
        return switch (flag) {
            case "yearStart" -> withYearStart();
            case "counterparties" -> options().counterparties();
            case "drafts" -> options().drafts();
            case "zeros" -> options().zeros();
            default -> throw new IllegalArgumentException(flag);
        };
    }

    TrialBalance.Options options() {
        return new TrialBalance.Options(StatementsApi.level(level), sides(sides), flag("zeros", zeros, false),
                flag("carryForward", carryForward, true), flag("drafts", drafts, false),
                flag("counterparties", counterparties, false), isEmpty(fromAccount) ? null : fromAccount.strip(),
                isEmpty(toAccount) ? null : toAccount.strip());
    }

    /** The same question about other months. */
    TrialBalanceQuery over(String first, String last) {
        return new TrialBalanceQuery(first, last, level, sides, zeros, yearStart, carryForward, drafts, counterparties,
                fromAccount, toAccount);
    }

    /** The address of a page with this question. */
    String address(String path) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("from", from);
        asked.put("to", to);
        asked.put("level", level);
        asked.put("sides", sides);
        asked.put("zeros", zeros);
        asked.put("yearStart", yearStart);
        asked.put("carryForward", carryForward);
        asked.put("drafts", drafts);
        asked.put("counterparties", counterparties);
        asked.put("fromAccount", fromAccount);
        asked.put("toAccount", toAccount);
        return Address.of(path, asked);
    }

    private static Sides sides(String text) {
        if (isEmpty(text)) {
            return Sides.ACTUAL;
        }
        return switch (text) {
            case "actual" -> Sides.ACTUAL;
            case "direction" -> Sides.DIRECTION;
            default -> throw Refusal.field("sides", "statements.sides.unknown", text);
        };
    }

    private static boolean flag(String field, String text, boolean otherwise) {
        if (isEmpty(text)) {
            return otherwise;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw Refusal.field(field, "web.problem.parameter", field, text);
        }
        return text.equals("true");
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}
