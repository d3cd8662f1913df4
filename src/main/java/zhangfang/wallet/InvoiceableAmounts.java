package zhangfang.wallet;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;

/** What companies may apply for in invoices (可开票金额), from the balance and from what is invoiced. */
@Service
public class InvoiceableAmounts {

    private final Wallet wallet;
    private final Invoiced invoiced;
    private final MoneyReaders readers;

    InvoiceableAmounts(Wallet wallet, Invoiced invoiced, MoneyReaders readers) {
        this.wallet = wallet;
        this.invoiced = invoiced;
        this.readers = readers;
    }

    /** The amount with its figures. @throws zhangfang.refusal.Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public InvoiceableAmount of(Actor actor, String companyId) {
        readers.readable(actor, companyId);
        return of(companyId);
    }

    /** For code that has checked who asks, and has locked the company's row where the answer decides something. */
    @Transactional(readOnly = true)
    public InvoiceableAmount of(String companyId) {
        return new InvoiceableAmount(wallet.balance(companyId).cashConsumed(), invoiced.of(companyId));
    }
}
