package zhangfang.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.Figures.Direction;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** The accounts of one book in memory, and what an import or a person is about to add to them. */
final class ChartOfAccounts {

    private static final int FIRST_LEVEL_DIGITS = 4;
    private static final int USUAL_STEP = 2;
    private static final int MAX_LEVEL = 8;
    private static final int CODE_LIMIT = 20;
    private static final int FREE_CODES = 10;

    /** Takes what was on an account before its first sub-account was made. */
    static final String UNDETAILED = "未分明细";

    /** What an account without sub-accounts carries itself. */
    enum Usage {
        NONE,
        /** An opening balance only, which can move to a sub-account. */
        OPENING_BALANCE,
        /** Entries of vouchers that are not posted. */
        DRAFTS,
        /** Posted entries, which never change their account. */
        POSTED
    }

    private final ReferenceChart reference;
    private final Function<String, Usage> usage;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Account> added = new TreeMap<>();
    private final Map<String, String> moved = new LinkedHashMap<>();
    private final Set<String> retired = new HashSet<>();
    private AccountCodes expected = AccountCodes.NONE;
    private int step;

    ChartOfAccounts(ReferenceChart reference, Collection<Account> accounts, Function<String, Usage> usage) {
        this.reference = reference;
        this.usage = usage;
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

    /** Marks accounts that take no entries any more. */
    ChartOfAccounts withRetired(Collection<String> codes) {
        retired.addAll(codes);
        return this;
    }

    boolean isRetired(String code) {
        return retired.contains(code);
    }

    /** New accounts, parents before their sub-accounts. */
    Collection<Account> added() {
        return added.values();
    }

    /** The official account that a code extends. */
    Account firstLevel(String code) {
        return accounts.get(code.substring(0, FIRST_LEVEL_DIGITS));
    }

    /** What people call an account's role. */
    String roleName(Account account) {
        return reference.roleName(account.code().substring(0, FIRST_LEVEL_DIGITS), account.role());
    }

    boolean isAdded(String code) {
        return added.containsKey(code);
    }

    /** Accounts whose opening balance moves to a sub-account, as code to code: their first one in detail is planned. */
    Map<String, String> moved() {
        return moved;
    }

    /** The codes of a file that is about to be planned, which together tell how many digits a level has. */
    void expect(AccountCodes codes) {
        expected = codes;
        Set<String> unknown = new HashSet<>(codes.codes());
        unknown.removeAll(accounts.keySet());
        step = codes.step(unknown);
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
        List<String> codes = codesBetween(ancestor, code, name);
        if (ancestor.level() + codes.size() > MAX_LEVEL) {
            return Optional.of(Reason.of("ledger.account.tooDeep", code));
        }
        Optional<Reason> hidden = wouldHide(ancestor, code, codes.get(0));
        if (hidden.isPresent()) {
            return hidden;
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

    /** What an account carries itself must not vanish below sub-accounts: an opening balance moves to one of them. */
    private Optional<Reason> wouldHide(Account parent, String code, String firstLevelBelow) {
        if (!parent.leaf() || added.containsKey(parent.code())) {
            return Optional.empty();
        }
        return switch (usage.apply(parent.code())) {
            case POSTED -> Optional.of(Reason.of("ledger.account.parentInUse", code, parent.code(), parent.name()));
            case DRAFTS -> Optional.of(Reason.of("ledger.account.parentInDrafts", code, parent.code(), parent.name()));
            case OPENING_BALANCE -> {
                String free = freeBelow(parent.code(), firstLevelBelow.length() - parent.code().length());
                add(parent, free, UNDETAILED);
                moved.put(parent.code(), free);
                yield Optional.empty();
            }
            case NONE -> Optional.empty();
        };
    }

    /** A code of that many digits more, or twice as many, that nobody uses and the file does not either: 00, 01 … */
    private String freeBelow(String parent, int digits) {
        return IntStream.rangeClosed(1, 2).mapToObj(times -> parent + "%0" + digits * times + "d")
                .flatMap(pattern -> IntStream.range(0, FREE_CODES).mapToObj(pattern::formatted)
                        .filter(code -> code.length() <= CODE_LIMIT && isFree(parent, code)))
                .findFirst().orElseThrow(() -> Refusal.conflict("ledger.account.noFreeCode", parent));
    }

    private boolean isFree(String parent, String code) {
        return Stream.concat(accounts.keySet().stream(), expected.codes().stream())
                .filter(used -> used.length() > parent.length())
                .noneMatch(used -> used.startsWith(code) || code.startsWith(used));
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

    /**
     * The codes to create, the new account's last. Where the levels end is said by separators in the code, by the path in
     * the name, by what fits all codes of the file, or is taken to be two digits a level.
     */
    private List<String> codesBetween(Account ancestor, String code, String name) {
        int above = ancestor.code().length();
        Optional<List<Integer>> separated = expected.levels(code);
        if (separated.isPresent()) {
            return separated.get().stream().filter(end -> end > above).map(end -> code.substring(0, end)).toList();
        }
        int digits = digitsALevel(ancestor, code, name);
        List<String> codes = new ArrayList<>();
        for (int length = above + digits; length <= code.length(); length += digits) {
            codes.add(code.substring(0, length));
        }
        return codes;
    }

    private int digitsALevel(Account ancestor, String code, String name) {
        int missing = code.length() - ancestor.code().length();
        int byPath = stepByPath(ancestor, code, name);
        if (byPath > 0) {
            return byPath;
        }
        if (step > 0 && missing % step == 0) {
            return step;
        }
        return missing % USUAL_STEP == 0 ? USUAL_STEP : missing;
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
                role.map(ReferenceChart.Role::name).orElse(null), parent.cash(), parent.byCounterparty(),
                role.isPresent() ? RoleOrigin.PROPOSED : null, null);
        accounts.put(code, account);
        added.put(code, account);
        accounts.computeIfPresent(parent.code(), (same, p) -> p.withLeaf(false));
        added.computeIfPresent(parent.code(), (same, p) -> p.withLeaf(false));
        return account;
    }
}
