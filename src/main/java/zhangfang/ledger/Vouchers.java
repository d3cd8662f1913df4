package zhangfang.ledger;

import java.time.YearMonth;
import org.springframework.stereotype.Service;
import zhangfang.identity.Actor;

/** Vouchers (记账凭证): draft → reviewed (审核) → posted (记账). The preparer never reviews. */
@Service
public class Vouchers {

    /** How many vouchers of a period are in which state. */
    public record Progress(int drafts, int reviewed, int posted) {
    }

    public Progress progress(String companyId, YearMonth period) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reviews and posts all of a period's vouchers that are not posted yet.
     *
     * @return how many were posted
     * @throws zhangfang.refusal.Refusal if one was prepared by this person, or is out of balance, naming it
     */
    public int reviewAndPostAll(Actor actor, String companyId, YearMonth period) {
        throw new UnsupportedOperationException();
    }
}
