package zhangfang.tax;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.StandardAccounts;
import zhangfang.money.Money;
import zhangfang.tax.MonthTaxes.Component;
import zhangfang.tax.MonthTaxes.Source;
import zhangfang.tax.MonthTaxes.TaxFigure;

/**
 * Reads the tax figures of a month off the accounts below 应交税费, which are known by their roles; a pure function.
 * An account without a role is a tax of its own, under its own name, so that nothing owed is hidden.
 */
final class TaxesFromBooks {

    private static final String VAT = "VAT";
    private static final String EXEMPTION_INCOME = "VAT_EXEMPTION_INCOME";

    /** Columns of 应交增值税 whose net credit is the month's tax; the others are payments and transfers. */
    private static final Set<String> MAKES_THE_MONTHS_VAT = Set.of("VAT_INPUT", "VAT_OUTPUT_DEDUCTION", "VAT_RELIEF",
            "VAT_EXPORT_OFFSET", "VAT_OUTPUT", "VAT_EXPORT_REFUND", "VAT_INPUT_TRANSFER_OUT");
    private static final Set<String> OWED_AS_VAT = Set.of(VAT, "VAT_INPUT", "VAT_OUTPUT_DEDUCTION", "VAT_RELIEF",
            "VAT_EXPORT_OFFSET", "VAT_OUTPUT", "VAT_EXPORT_REFUND", "VAT_INPUT_TRANSFER_OUT", "VAT_PAID",
            "VAT_TRANSFER_UNPAID", "VAT_TRANSFER_OVERPAID", "VAT_UNPAID", "VAT_PREPAYMENT", "VAT_CREDIT_RETAINED");

    /** A tax and the roles of its accounts, in the order in which taxes are listed. */
    private record Definition(String tax, String name) {
    }

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final Map<String, Definition> BY_ROLE = read();

    private final List<AccountFigures> leaves = new ArrayList<>();
    private final Map<String, String> roles = new HashMap<>();

    TaxesFromBooks(List<AccountFigures> accounts) {
        Map<String, AccountFigures> byCode = new HashMap<>();
        accounts.forEach(account -> byCode.put(account.code(), account));
        for (AccountFigures account : accounts) {
            if (account.leaf()) {
                leaves.add(account);
                roles.put(account.code(), nearestRole(account, byCode));
            }
        }
    }

    private static String nearestRole(AccountFigures leaf, Map<String, AccountFigures> byCode) {
        for (AccountFigures up = leaf; up != null; up = up.parentCode() == null ? null : byCode.get(up.parentCode())) {
            if (up.role() != null) {
                return up.role();
            }
        }
        return null;
    }

    /** The tax that a role of an account makes, or nothing. */
    static Optional<String> taxOf(String role) {
        return Optional.ofNullable(BY_ROLE.get(role)).map(Definition::name);
    }

    /** Value-added tax always, the others where there is anything to tell. */
    List<TaxFigure> figures() {
        Map<Definition, List<AccountFigures>> accounts = new LinkedHashMap<>();
        BY_ROLE.values().forEach(tax -> accounts.put(tax, new ArrayList<>()));
        for (AccountFigures leaf : leaves) {
            if (leaf.code().startsWith(StandardAccounts.TAXES_PAYABLE)) {
                accounts.computeIfAbsent(definition(leaf), tax -> new ArrayList<>()).add(leaf);
            }
        }
        List<TaxFigure> figures = new ArrayList<>();
        accounts.forEach((tax, ofTax) -> {
            TaxFigure figure = tax.tax().equals(VAT) ? valueAddedTax(tax, ofTax) : otherTax(tax, ofTax);
            if (tax.tax().equals(VAT) || !figure.isEmpty()) {
                figures.add(figure);
            }
        });
        return figures;
    }

    private Definition definition(AccountFigures leaf) {
        Definition known = BY_ROLE.get(roles.get(leaf.code()));
        return known != null ? known : new Definition("OTHER-" + leaf.code(), leaf.name());
    }

    private TaxFigure otherTax(Definition tax, List<AccountFigures> accounts) {
        Money accrued = sum(accounts, AccountFigures::credit);
        return new TaxFigure(tax.tax(), tax.name(), null, null, null, accrued, Source.BOOKS,
                sum(accounts, AccountFigures::opening).negated(), accrued, sum(accounts, AccountFigures::debit),
                sum(accounts, AccountFigures::closing).negated(), components(accounts));
    }

    /**
     * General taxpayers: the month's tax is output less input and the like; what is carried from one account of VAT to
     * another is neither accrued nor paid. Small-scale taxpayers book it on 应交增值税 itself, where the debit also
     * takes what is exempted (bookkeeping cycle T6).
     */
    private TaxFigure valueAddedTax(Definition tax, List<AccountFigures> accounts) {
        List<AccountFigures> single = withRole(accounts, VAT);
        Money exempted = turnover(withRole(leaves, EXEMPTION_INCOME));
        Money relief = single.isEmpty() ? Money.ZERO : exempted.max(Money.ZERO);
        Money accrued = sum(single, AccountFigures::credit);
        for (String role : MAKES_THE_MONTHS_VAT) {
            accrued = accrued.plus(turnover(withRole(accounts, role)));
        }
        Money paid = sum(single, AccountFigures::debit).minus(relief)
                .minus(turnover(withRole(accounts, "VAT_PAID")))
                .plus(sum(withRole(accounts, "VAT_UNPAID"), AccountFigures::debit))
                .minus(sum(withRole(accounts, "VAT_TRANSFER_OVERPAID"), AccountFigures::credit))
                .minus(turnover(withRole(accounts, "VAT_PREPAYMENT")));
        List<AccountFigures> owed = accounts.stream()
                .filter(account -> OWED_AS_VAT.contains(roles.get(account.code()))).toList();
        return new TaxFigure(tax.tax(), tax.name(), null, null, relief.isZero() ? null : relief,
                accrued.minus(relief), Source.BOOKS, sum(owed, AccountFigures::opening).negated(), accrued, paid,
                sum(owed, AccountFigures::closing).negated(), components(accounts));
    }

    private List<AccountFigures> withRole(List<AccountFigures> accounts, String role) {
        return accounts.stream().filter(account -> role.equals(roles.get(account.code()))).toList();
    }

    /** Credit less debit, without carry-forward vouchers. */
    private static Money turnover(List<AccountFigures> accounts) {
        return sum(accounts, AccountFigures::credit).minus(sum(accounts, AccountFigures::debit))
                .minus(sum(accounts, AccountFigures::carriedCredit)).plus(sum(accounts, AccountFigures::carriedDebit));
    }

    private List<Component> components(List<AccountFigures> accounts) {
        return accounts.stream()
                .filter(account -> !account.opening().isZero() || !account.debit().isZero()
                        || !account.credit().isZero())
                .map(account -> new Component(account.code(), account.name(), roles.get(account.code()),
                        account.opening().negated(), account.debit(), account.credit(), account.closing().negated()))
                .toList();
    }

    private static Money sum(List<AccountFigures> accounts, Function<AccountFigures, Money> figure) {
        return accounts.stream().map(figure).reduce(Money.ZERO, Money::plus);
    }

    private static Map<String, Definition> read() {
        try (InputStream in = TaxesFromBooks.class.getResourceAsStream("/reference/taxes.csv");
                CSVParser parser = FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, Definition> byRole = new LinkedHashMap<>();
            for (CSVRecord row : parser) {
                byRole.put(row.get("role"), new Definition(row.get("tax"), row.get("name")));
            }
            return byRole;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
