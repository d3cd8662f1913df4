package zhangfang.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import zhangfang.ledger.Figures.Direction;
import zhangfang.refusal.Refusal.Reason;

/** The accounts of one book in memory, and what an import or a person is about to add to them. */
final class ChartOfAccounts {

    private static final int FIRST_LEVEL_DIGITS = 4;
    private static final int USUAL_STEP = 2;
    private static final int MAX_LEVEL = 8;

    private final ReferenceChart reference;
    private final Predicate<String> inUse;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Account> added = new TreeMap<>();

    /** @param inUse whether an account without sub-accounts has entries or an opening balance of its own */
    ChartOfAccounts(ReferenceChart reference, Collection<Account> accounts, Predicate<String> inUse) {
        this.reference = reference;
        this.inUse = inUse;
        accounts.forEach(account -> this.accounts.put(account.code(), account));
    }

    /** The accounts that the rules of the book's standard know by their code. */
    StandardAccounts standard() {
        return reference.standard();
    }

    Optional<Account> find(String code) {
        return Optional.ofNullable(accounts.get(code));
    }

    Account get(String code) {
        return accounts.get(code);
    }

    /** New accounts, parents before their sub-accounts. */
    Collection<Account> added() {
        return added.values();
    }

    /**
     * Plans an account that extends one of the book, with the levels missing in between (22210101 brings 222101).
     * Nothing happens where the code exists: another name for it is accepted, ours stays.
     *
     * @return why not, with no field or line; empty when planned
     */
    Optional<Reason> extend(String code, String name) {
        if (accounts.containsKey(code)) {
            return Optional.empty();
        }
        Account ancestor = nearestAncestor(code);
        if (ancestor == null) {
            return Optional.of(Reason.of("ledger.account.unknown", code));
        }
        if (name == null || name.isBlank()) {
            return Optional.of(Reason.of("ledger.account.unnamed", code));
        }
        if (ancestor.leaf() && !added.containsKey(ancestor.code()) && inUse.test(ancestor.code())) {
            return Optional.of(Reason.of("ledger.account.parentInUse", code, ancestor.code(), ancestor.name()));
        }
        List<String> codes = codesBetween(ancestor, code, name);
        if (ancestor.level() + codes.size() > MAX_LEVEL) {
            return Optional.of(Reason.of("ledger.account.tooDeep", code));
        }
        List<String> path = AccountPath.of(name);
        Account parent = ancestor;
        for (int i = 0; i < codes.size(); i++) {
            int fromEnd = codes.size() - 1 - i;
            String levelName = fromEnd == 0 ? name.strip() : nameInBetween(path, fromEnd, codes.get(i));
            parent = add(parent, codes.get(i), levelName);
        }
        return Optional.empty();
    }

    private Account nearestAncestor(String code) {
        for (int length = code.length() - 1; length >= FIRST_LEVEL_DIGITS; length--) {
            Account ancestor = accounts.get(code.substring(0, length));
            if (ancestor != null) {
                return ancestor;
            }
        }
        return null;
    }

    /** The codes to create, the new account's last: usually two digits a level, another step if the name's path says so. */
    private List<String> codesBetween(Account ancestor, String code, String name) {
        int missing = code.length() - ancestor.code().length();
        int step = stepByPath(ancestor, code, name);
        if (step == 0) {
            step = missing % USUAL_STEP == 0 ? USUAL_STEP : missing;
        }
        List<String> codes = new ArrayList<>();
        for (int length = ancestor.code().length() + step; length <= code.length(); length += step) {
            codes.add(code.substring(0, length));
        }
        return codes;
    }

    /** Digits a level of a code such as 2221001002 应交税费_应交增值税_销项税额 (4-3-3), or 0 where the name does not tell. */
    private int stepByPath(Account ancestor, String code, String name) {
        List<String> path = AccountPath.of(name);
        Account root = accounts.get(code.substring(0, FIRST_LEVEL_DIGITS));
        int below = path.size() - 1;
        int digits = code.length() - FIRST_LEVEL_DIGITS;
        if (root == null || below < 1 || digits % below != 0 || !AccountPath.of(root.name()).equals(path.subList(0, 1))) {
            return 0;
        }
        int step = digits / below;
        boolean aligned = (ancestor.code().length() - FIRST_LEVEL_DIGITS) % step == 0;
        return step > 1 && aligned ? step : 0;
    }

    private static String nameInBetween(List<String> path, int fromEnd, String code) {
        int index = path.size() - 1 - fromEnd;
        return index >= 0 ? path.get(index) : code;
    }

    private Account add(Account parent, String code, String name) {
        Optional<ReferenceChart.Role> role = reference.proposedRole(code, name);
        Direction direction = role.map(ReferenceChart.Role::direction).orElse(parent.direction());
        Account account = new Account(code, name, parent.code(), parent.level() + 1, true, parent.category(), direction,
                role.map(ReferenceChart.Role::name).orElse(null), parent.cash(), parent.byCounterparty());
        accounts.put(code, account);
        added.put(code, account);
        accounts.computeIfPresent(parent.code(), (same, p) -> p.withLeaf(false));
        added.computeIfPresent(parent.code(), (same, p) -> p.withLeaf(false));
        return account;
    }
}
