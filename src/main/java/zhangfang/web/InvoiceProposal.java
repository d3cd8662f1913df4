package zhangfang.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import zhangfang.company.Company;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Account;
import zhangfang.ledger.SourceDocuments.Invoice;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.money.Money;

/**
 * The lines that an e-invoice suggests (bookkeeping-cycle: S1, S2, P1, P2): a sale where the company is the seller, else a
 * purchase, whose own account stays open for the bookkeeper. Red invoices give red figures.
 */
final class InvoiceProposal {

    private static final String RECEIVABLE = "1122";
    private static final String PAYABLE = "2202";
    private static final Pattern CLASS_OF_GOODS = Pattern.compile("^\\*[^*]*\\*");

    private final Company company;
    private final Invoice invoice;
    private final List<Account> chart;
    private final Map<String, String> paths;
    private final List<DraftEntry> lines = new ArrayList<>();

    private InvoiceProposal(Company company, Invoice invoice, List<Account> chart, Map<String, String> paths) {
        this.company = company;
        this.invoice = invoice;
        this.chart = chart;
        this.paths = paths;
    }

    static Draft of(Company company, Invoice invoice, List<Account> chart, Map<String, String> paths, LocalDate date) {
        InvoiceProposal proposal = new InvoiceProposal(company, invoice, chart, paths);
        if (company.uscc().equals(invoice.sellerTaxNumber())) {
            proposal.sale();
        } else {
            proposal.purchase();
        }
        return new Draft(date.toString(), "", proposal.lines);
    }

    private void sale() {
        String summary = "销售" + goods();
        debit(summary, ofCode(RECEIVABLE), invoice.total(), invoice.buyer());
        Optional<Account> tax = ofRole(company.taxpayerType() == TaxpayerType.GENERAL ? "VAT_OUTPUT" : "VAT");
        credit(summary, ofCode(company.standard() == Standard.SMALL_ENTERPRISE ? "5001" : "6001"), net(), "");
        if (hasTax()) {
            credit(summary, tax, invoice.tax(), "");
        }
    }

    private void purchase() {
        String summary = "购入" + goods();
        boolean deductible = company.taxpayerType() == TaxpayerType.GENERAL && "SPECIAL".equals(invoice.vatType())
                && hasTax();
        debit(summary, Optional.empty(), deductible ? net() : invoice.total(), "");
        if (deductible) {
            debit(summary, ofRole("VAT_INPUT"), invoice.tax(), "");
        }
        credit(summary, ofCode(PAYABLE), invoice.total(), invoice.seller());
    }

    private boolean hasTax() {
        return invoice.tax() != null && !invoice.tax().isZero();
    }

    private Money net() {
        return hasTax() ? invoice.total().minus(invoice.tax()) : invoice.total();
    }

    private String goods() {
        return invoice.item() == null ? "" : CLASS_OF_GOODS.matcher(invoice.item()).replaceFirst("");
    }

    private Optional<Account> ofCode(String code) {
        return chart.stream().filter(account -> account.leaf() && account.code().startsWith(code)).findFirst();
    }

    private Optional<Account> ofRole(String role) {
        return chart.stream().filter(account -> account.leaf() && role.equals(account.role())).findFirst();
    }

    private void debit(String summary, Optional<Account> account, Money amount, String counterparty) {
        add(summary, account, amount.toString(), "", counterparty);
    }

    private void credit(String summary, Optional<Account> account, Money amount, String counterparty) {
        add(summary, account, "", amount.toString(), counterparty);
    }

    private void add(String summary, Optional<Account> account, String debit, String credit, String counterparty) {
        lines.add(new DraftEntry(summary, account.map(Account::code).orElse(""),
                account.map(known -> paths.get(known.code())).orElse(""), debit, credit,
                account.filter(Account::byCounterparty).map(known -> counterparty).orElse(""), ""));
    }
}
