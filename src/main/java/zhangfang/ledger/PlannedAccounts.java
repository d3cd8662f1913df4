package zhangfang.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zhangfang.refusal.Refusal.Reason;

/** The accounts that a file or a form names: those that are missing are planned in the chart, or refused line by line. */
final class PlannedAccounts {

    /** A line that names an account. @param place where it came from */
    record Naming(VoucherLines.Place place, String code, String name) {
    }

    /** The lines that a code stands on, and the name it would get. */
    private record Wanted(String code, String name, List<Naming> lines) {

        /** A level in between that the file names itself gets its own name; the longest path names what is left. */
        private static final Comparator<Wanted> PARENTS_FIRST = Comparator
                .comparingInt((Wanted account) -> account.code.length())
                .thenComparing(account -> -depth(account.name))
                .thenComparing(Wanted::code);
    }

    private static final Pattern CODE = Pattern.compile(VoucherLines.CODE);

    private PlannedAccounts() {
    }

    /** @return what is wrong with which line; the good ones are planned nevertheless */
    static List<Reason> plan(ChartOfAccounts chart, List<Naming> lines) {
        List<Reason> reasons = new ArrayList<>();
        Map<String, List<Naming>> byCode = lines.stream().filter(line -> isReadable(line, reasons))
                .collect(Collectors.groupingBy(Naming::code, LinkedHashMap::new, Collectors.toList()));
        byCode.entrySet().stream()
                .map(wanted -> new Wanted(wanted.getKey(), telling(wanted.getValue()), wanted.getValue()))
                .sorted(Wanted.PARENTS_FIRST)
                .forEach(wanted -> chart.extend(wanted.code, wanted.name).ifPresent(why -> wanted.lines.forEach(line ->
                        reasons.add(line.place.reason("account_code", why.key(), why.args().toArray())))));
        return reasons;
    }

    private static boolean isReadable(Naming line, List<Reason> reasons) {
        if (line.name.length() > VoucherLines.NAME_LIMIT) {
            reasons.add(line.place.reason("account_name", "ledger.account.badName", VoucherLines.NAME_LIMIT));
            return false;
        }
        if (!CODE.matcher(line.code).matches()) {
            reasons.add(line.place.reason("account_code", AccountCodes.isSeparated(line.code)
                    ? "ledger.account.irregularCode" : "ledger.account.badCode", line.code));
            return false;
        }
        return true;
    }

    /** The name that says most about the levels above. */
    private static String telling(List<Naming> lines) {
        return lines.stream().map(Naming::name).filter(name -> !name.isBlank()).distinct()
                .reduce("", (best, name) -> best.isEmpty() || depth(name) > depth(best) ? name : best);
    }

    private static int depth(String name) {
        return AccountPath.of(name).size();
    }
}
