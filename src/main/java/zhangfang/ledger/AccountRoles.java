package zhangfang.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.Company;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.refusal.Refusal.Reason;

/** Which account means what to statements and taxes (科目用途), how it came to that, and what is missing. */
@Service
public class AccountRoles {

    private static final String VAT = "VAT";

    /**
     * An account with what it means.
     *
     * @param roleName what people call its role, or {@code null}
     * @param missing  whether one would expect it, or an account above it, to have a role, and there is none
     * @param choices  the roles that it can have
     */
    public record AccountUse(Account account, String roleName, boolean missing, List<AccountRole> choices) {
    }

    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;

    AccountRoles(Books books, BookAccess access, AccountRows accounts) {
        this.books = books;
        this.access = access;
        this.accounts = accounts;
    }

    /** All accounts of the book, by code. */
    @Transactional(readOnly = true)
    public List<AccountUse> list(Actor actor, String companyId) {
        access.write(actor, companyId);
        Book book = books.get(companyId);
        ReferenceChart reference = ReferenceChart.of(book.standard());
        Map<String, Account> byCode = byCode(accounts.of(companyId));
        Map<String, List<AccountRole>> choices = new HashMap<>();
        return byCode.values().stream().map(account -> {
            String first = firstLevel(account);
            return new AccountUse(account, account.role() == null ? null : reference.roleName(first, account.role()),
                    isMissing(reference, account, byCode),
                    withOwn(choices.computeIfAbsent(first, reference::rolesBelow), reference, account));
        }).toList();
    }

    /** A role that somebody chose although it is none of those below its official account. */
    private static List<AccountRole> withOwn(List<AccountRole> choices, ReferenceChart reference, Account account) {
        if (account.role() == null || choices.stream().anyMatch(choice -> choice.role().equals(account.role()))) {
            return choices;
        }
        List<AccountRole> more = new ArrayList<>(choices);
        more.add(new AccountRole(firstLevel(account), account.role(),
                reference.roleName(firstLevel(account), account.role()), account.direction()));
        return more;
    }

    private static boolean isMissing(ReferenceChart reference, Account account, Map<String, Account> byCode) {
        if (!account.leaf() || account.level() == 1 || !reference.expectsRole(account)) {
            return false;
        }
        for (Account up = account; up != null; up = up.parentCode() == null ? null : byCode.get(up.parentCode())) {
            if (up.role() != null && !(up != account && VAT.equals(up.role()))) {
                return false;
            }
        }
        return true;
    }

    /** What statements or taxes will lack, since sub-accounts were made and none of them has the role that they ask for. */
    @Transactional(readOnly = true)
    public List<Reason> warnings(Actor actor, String companyId) {
        Company company = access.write(actor, companyId);
        Book book = books.get(companyId);
        StandardAccounts standard = book.accounts();
        List<Account> chart = accounts.of(companyId);
        List<Reason> warnings = new ArrayList<>();
        warn(warnings, book, chart, account -> account.code().equals(StandardAccounts.TAXES_PAYABLE),
                List.of(VAT, "CIT_PAYABLE"));
        if (company.taxpayerType() == TaxpayerType.GENERAL) {
            warn(warnings, book, chart, account -> VAT.equals(account.role()), List.of("VAT_INPUT", "VAT_OUTPUT"));
        }
        warn(warnings, book, chart, account -> account.code().equals(standard.distribution()),
                List.of("RETAINED_EARNINGS"));
        warn(warnings, book, chart, account -> account.code().equals(standard.financeExpenses()),
                List.of("INTEREST_EXPENSE", "INTEREST_INCOME"));
        return warnings;
    }

    private static void warn(List<Reason> warnings, Book book, List<Account> chart, Predicate<Account> which,
            List<String> wanted) {
        ReferenceChart reference = ReferenceChart.of(book.standard());
        for (Account parent : chart.stream().filter(which).filter(account -> !account.leaf()).toList()) {
            for (String role : wanted) {
                if (chart.stream().noneMatch(account -> account.isWithin(parent.code()) && role.equals(account.role()))) {
                    warnings.add(Reason.of("ledger.role.missing", parent.code(), parent.name(),
                            reference.roleName(firstLevel(parent), role)));
                }
            }
        }
    }

    private static Map<String, Account> byCode(List<Account> chart) {
        return chart.stream().collect(Collectors.toMap(Account::code, account -> account, (a, b) -> a,
                TreeMap::new));
    }

    private static String firstLevel(Account account) {
        return account.code().substring(0, 4);
    }
}
