package zhangfang.ledger;

import java.time.YearMonth;
import java.util.Optional;
import org.springframework.stereotype.Service;
import zhangfang.company.Company.Standard;
import zhangfang.identity.Actor;

/** Opens and finds the books (账套). A company has at most one; its id is the company's id. */
@Service
public class Books {

    /** Which accounts a book starts with. */
    public enum Chart {
        /** The reference chart with its details (明细科目). */
        STANDARD,
        /** The official first-level accounts only, for a client whose own sub-accounts come with its files. */
        FIRST_LEVEL
    }

    /**
     * @param startPeriod  the first period that can take vouchers (启用月)
     * @param vatDebitAsAsset whether debit balances of VAT details are shown as other current assets (财会〔2016〕22号, 口径 B)
     */
    public record Book(String companyId, Standard standard, Chart chart, YearMonth startPeriod, boolean vatDebitAsAsset) {
    }

    /** @throws zhangfang.refusal.Refusal conflict, if the company has books already */
    public Book open(Actor actor, String companyId, YearMonth startPeriod, Chart chart) {
        throw new UnsupportedOperationException();
    }

    public Optional<Book> find(String companyId) {
        throw new UnsupportedOperationException();
    }

    /** @throws zhangfang.refusal.Refusal conflict, if the company has no books yet */
    public Book get(String companyId) {
        throw new UnsupportedOperationException();
    }
}
