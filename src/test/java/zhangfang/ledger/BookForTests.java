package zhangfang.ledger;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.money.Money;
import zhangfang.testing.CreditCodes;

/** A company's book in a test's hands, with the people who keep it. */
final class BookForTests {

    static final Actor ACCOUNTANT = new Actor("test-accountant", Set.of(Role.ACCOUNTANT), Set.of());
    static final Actor REVIEWER = new Actor("test-reviewer", Set.of(Role.REVIEWER), Set.of());
    static final String HEADER = "date,voucher_no,summary,account_code,account_name,debit,credit";

    final String id;
    final YearMonth start;
    private final ApplicationContext context;

    private BookForTests(ApplicationContext context, String id, YearMonth start) {
        this.context = context;
        this.id = id;
        this.start = start;
    }

    static BookForTests open(ApplicationContext context, String start, Chart chart, TaxpayerType taxpayer) {
        return open(context, start, chart, taxpayer, Standard.SMALL_ENTERPRISE);
    }

    static BookForTests open(ApplicationContext context, String start, Chart chart, TaxpayerType taxpayer,
            Standard standard) {
        Company company = context.getBean(Companies.class).add(ACCOUNTANT, new NewCompany(CreditCodes.next(), "账簿测试",
                taxpayer, standard, Region.CITY, null, null, null, null));
        context.getBean(Books.class).open(ACCOUNTANT, company.id(), YearMonth.parse(start), chart);
        return new BookForTests(context, company.id(), YearMonth.parse(start));
    }

    static BookForTests open(ApplicationContext context, String start) {
        return open(context, start, Chart.STANDARD, TaxpayerType.GENERAL);
    }

    BookForTests opening(String... lines) {
        opening(("account_code,account_name,debit,credit\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    void opening(byte[] csv) {
        context.getBean(OpeningBalances.class).replace(ACCOUNTANT, id, csv);
    }

    /** Imports and posts lines of the voucher file. */
    List<Voucher> posted(String... lines) {
        return importFile(HEADER + "\n" + String.join("\n", lines), true);
    }

    List<Voucher> imported(String... lines) {
        return importFile(HEADER + "\n" + String.join("\n", lines), false);
    }

    List<Voucher> importFile(String csv, boolean post) {
        return importFile(csv.getBytes(StandardCharsets.UTF_8), post);
    }

    List<Voucher> importFile(byte[] csv, boolean post) {
        return context.getBean(VoucherImports.class).importFile(post ? REVIEWER : ACCOUNTANT, id, csv, post);
    }

    Closing.Closed close(String period) {
        return context.getBean(Closing.class).close(ACCOUNTANT, id, YearMonth.parse(period));
    }

    Vouchers vouchers() {
        return context.getBean(Vouchers.class);
    }

    Figures figures() {
        return context.getBean(Figures.class);
    }

    AccountFigures account(String code, String from, String to) {
        return figures().accounts(id, YearMonth.parse(from), YearMonth.parse(to)).stream()
                .filter(account -> account.code().equals(code)).findFirst()
                .orElseThrow(() -> new AssertionError("no account " + code));
    }

    AccountFigures account(String code, String period) {
        return account(code, period, period);
    }

    Money cash(int line, String period) {
        return figures().cash(id, YearMonth.parse(period), YearMonth.parse(period)).period().get(line);
    }
}
