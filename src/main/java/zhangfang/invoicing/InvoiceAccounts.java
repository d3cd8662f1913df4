package zhangfang.invoicing;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.money.Money;
import zhangfang.wallet.Invoiced;

/**
 * What a company's invoices have in common: the amount that is applied for or issued, the defaults, the recurring switch.
 * Whoever changes it holds the lock of the company's row, which stands for all of its money.
 */
@Component
class InvoiceAccounts implements Invoiced {

    /**
     * @param invoiced  applied for or issued, less what was released
     * @param titleId   the default title, or {@code null}
     * @param addressId the default address, or {@code null}
     * @param recurring whether invoices are applied for every month
     */
    record Account(Money invoiced, String titleId, String addressId, boolean recurring) {
    }

    private static final Account NONE = new Account(Money.ZERO, null, null, false);

    private final JdbcClient jdbc;

    InvoiceAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Money of(String companyId) {
        return get(companyId).invoiced();
    }

    Account get(String companyId) {
        return find(companyId).orElse(NONE);
    }

    /** Locks the company's money, and makes the account with the first lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    Account lock(String companyId) {
        jdbc.sql("select id from company where id = ? for update").param(companyId).query(String.class).single();
        return find(companyId).orElseGet(() -> {
            jdbc.sql("insert into invoice_account (company_id, invoiced, recurring) values (?, 0, false)")
                    .param(companyId).update();
            return NONE;
        });
    }

    /** Takes an amount out of what may be applied for, or gives it back where it is negative; under the lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    void reserve(String companyId, Money amount) {
        jdbc.sql("update invoice_account set invoiced = invoiced + ? where company_id = ?")
                .params(amount.amount(), companyId).update();
    }

    /** Under the lock. @param titleId the title of this company that is chosen from now on, or {@code null} for none */
    @Transactional(propagation = Propagation.MANDATORY)
    void setDefaultTitle(String companyId, String titleId) {
        jdbc.sql("update invoice_account set default_title_id = ? where company_id = ?").params(titleId, companyId)
                .update();
    }

    /** Under the lock. @param addressId the address of this company that is chosen from now on, or {@code null} for none */
    @Transactional(propagation = Propagation.MANDATORY)
    void setDefaultAddress(String companyId, String addressId) {
        jdbc.sql("update invoice_account set default_address_id = ? where company_id = ?").params(addressId, companyId)
                .update();
    }

    private Optional<Account> find(String companyId) {
        return jdbc.sql("""
                select invoiced, default_title_id, default_address_id, recurring from invoice_account
                where company_id = ?""")
                .param(companyId)
                .query((row, number) -> new Account(Money.of(row.getBigDecimal(1)), row.getString(2), row.getString(3),
                        row.getBoolean(4)))
                .optional();
    }
}
