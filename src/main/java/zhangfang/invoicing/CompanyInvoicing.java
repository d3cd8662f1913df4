package zhangfang.invoicing;

import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;

/** Who may read and change a company's titles and addresses, and which of them are its defaults. */
@Component
class CompanyInvoicing {

    private final Companies companies;
    private final MoneyReaders readers;
    private final InvoiceAccounts accounts;

    CompanyInvoicing(Companies companies, MoneyReaders readers, InvoiceAccounts accounts) {
        this.companies = companies;
        this.readers = readers;
        this.accounts = accounts;
    }

    /** @throws zhangfang.refusal.Refusal not found or forbidden */
    void mayRead(Actor actor, String companyId) {
        readers.readable(actor, companyId);
    }

    /** The company, locked: two commands of one company follow each other. @throws zhangfang.refusal.Refusal for others */
    Company lockForMember(Actor actor, String companyId) {
        readers.ofMember(actor, companyId, "invoicing.onlyMembers");
        accounts.lock(companyId);
        return companies.get(companyId);
    }

    /** Its id, or {@code null}. */
    String defaultTitle(String companyId) {
        return accounts.get(companyId).titleId();
    }

    /** Its id, or {@code null}. */
    String defaultAddress(String companyId) {
        return accounts.get(companyId).addressId();
    }

    void makeDefaultTitle(String companyId, String titleId) {
        accounts.setDefaultTitle(companyId, titleId);
    }

    void makeDefaultAddress(String companyId, String addressId) {
        accounts.setDefaultAddress(companyId, addressId);
    }
}
