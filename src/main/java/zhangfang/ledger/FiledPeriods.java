package zhangfang.ledger;

import java.time.YearMonth;

/** Which months are filed with the tax office and therefore stay closed; implemented where filings are known. */
public interface FiledPeriods {

    boolean isFiled(String companyId, YearMonth period);
}
