package zhangfang.statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CashFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Presentation;
import zhangfang.money.Money;

/**
 * A book's January, written down in figures: parents are made and summed from the leaves' codes (4-2-2). Amounts are
 * yuan; balances are positive on the debit side.
 */
public final class HandMadeBooks {

    private record Leaf(String code, String role, Money opening, Money debit, Money credit, Money carriedDebit,
            Money carriedCredit, boolean cash) {
    }

    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<String, String> parentRoles = new HashMap<>();
    private final List<CounterpartyFigures> counterparties = new ArrayList<>();
    private final Map<Integer, Money> tags = new HashMap<>();
    private Money untagged = Money.ZERO;

    public static Money yuan(String amount) {
        return Money.of(amount);
    }

    public HandMadeBooks account(String code, String opening, String debit, String credit) {
        return account(code, null, opening, debit, credit);
    }

    public HandMadeBooks account(String code, String role, String opening, String debit, String credit) {
        boolean cash = code.startsWith("1001") || code.startsWith("1002") || code.startsWith("1012");
        leaves.add(new Leaf(code, role, yuan(opening), yuan(debit), yuan(credit), Money.ZERO, Money.ZERO, cash));
        return this;
    }

    /** Money that can't be spent freely: monetary funds, but not cash of the cash flow statement. */
    public HandMadeBooks restricted(String code, String opening, String debit, String credit) {
        leaves.add(new Leaf(code, null, yuan(opening), yuan(debit), yuan(credit), Money.ZERO, Money.ZERO, false));
        return this;
    }

    /** Turnovers that contain carry-forward. */
    public HandMadeBooks closed(String code, String role, String debit, String credit, String carriedDebit,
            String carriedCredit) {
        leaves.add(new Leaf(code, role, Money.ZERO, yuan(debit), yuan(credit), yuan(carriedDebit),
                yuan(carriedCredit), false));
        return this;
    }

    public HandMadeBooks roleOf(String parentCode, String role) {
        parentRoles.put(parentCode, role);
        return this;
    }

    public HandMadeBooks counterparty(String code, String name, String opening, String debit, String credit) {
        counterparties.add(new CounterpartyFigures(code, name, yuan(opening), yuan(opening), yuan(debit),
                yuan(credit), yuan(debit), yuan(credit), Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO));
        return this;
    }

    public HandMadeBooks tag(int line, String amount) {
        tags.put(line, yuan(amount));
        return this;
    }

    public HandMadeBooks untagged(String amount) {
        untagged = yuan(amount);
        return this;
    }

    public List<AccountFigures> accounts() {
        Map<String, AccountFigures> byCode = new TreeMap<>();
        for (Leaf leaf : leaves) {
            AccountFigures own = figures(leaf);
            byCode.put(leaf.code, own);
            for (String up = parent(leaf.code); up != null; up = parent(up)) {
                AccountFigures sum = byCode.get(up);
                byCode.put(up, sum == null ? above(up, own) : add(sum, own));
            }
        }
        return List.copyOf(byCode.values());
    }

    BooksAt books() {
        Money cash = leaves.stream().filter(Leaf::cash).map(Leaf::opening).reduce(Money.ZERO, Money::plus);
        return new BooksAt(accounts(), counterparties,
                new CashFigures(tags, tags, untagged, untagged, false, cash), false, Map.of());
    }

    StatementSet statements() {
        return statements(true);
    }

    StatementSet statements(boolean vatDebitAsAsset) {
        return new StatementDraft(Standard.SMALL_ENTERPRISE, ReportPeriod.parse("2026-01"), books(), Optional.empty(),
                Optional.empty(), new Presentation(vatDebitAsAsset, false), false, Layout.MINISTRY, Optional.empty()).drawUp();
    }

    private static AccountFigures figures(Leaf leaf) {
        String parent = parent(leaf.code);
        return new AccountFigures(leaf.code, "account " + leaf.code, parent, level(leaf.code), true, category(leaf.code),
                direction(leaf.code), leaf.role, leaf.cash, leaf.opening, leaf.opening, leaf.debit, leaf.credit,
                leaf.debit, leaf.credit, leaf.carriedDebit, leaf.carriedCredit, leaf.carriedDebit, leaf.carriedCredit);
    }

    private AccountFigures above(String code, AccountFigures a) {
        return new AccountFigures(code, "account " + code, parent(code), level(code), false, category(code),
                direction(code), parentRoles.get(code), a.cash(), a.yearStart(), a.opening(), a.debit(), a.credit(),
                a.ytdDebit(), a.ytdCredit(), a.carriedDebit(), a.carriedCredit(), a.ytdCarriedDebit(),
                a.ytdCarriedCredit());
    }

    private static AccountFigures add(AccountFigures a, AccountFigures b) {
        return new AccountFigures(a.code(), a.name(), a.parentCode(), a.level(), false, a.category(), a.direction(),
                a.role(), a.cash(), a.yearStart().plus(b.yearStart()), a.opening().plus(b.opening()),
                a.debit().plus(b.debit()), a.credit().plus(b.credit()), a.ytdDebit().plus(b.ytdDebit()),
                a.ytdCredit().plus(b.ytdCredit()), a.carriedDebit().plus(b.carriedDebit()),
                a.carriedCredit().plus(b.carriedCredit()), a.ytdCarriedDebit().plus(b.ytdCarriedDebit()),
                a.ytdCarriedCredit().plus(b.ytdCarriedCredit()));
    }

    private static String parent(String code) {
        return code.length() <= 4 ? null : code.substring(0, code.length() - 2);
    }

    private static int level(String code) {
        return (code.length() - 4) / 2 + 1;
    }

    private static String category(String code) {
        return switch (code.charAt(0)) {
            case '1' -> "ASSET";
            case '2' -> "LIABILITY";
            case '3' -> "EQUITY";
            case '4' -> "COST";
            default -> "PROFIT_LOSS";
        };
    }

    private static Direction direction(String code) {
        boolean credit = code.startsWith("2") || code.startsWith("3") || code.startsWith("50")
                || code.startsWith("51") || code.startsWith("53") || code.equals("1602");
        return credit ? Direction.CREDIT : Direction.DEBIT;
    }
}
