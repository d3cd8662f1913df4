package zhangfang.ledger;

import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Service;
import zhangfang.identity.Actor;

/** Closes months (结账) with their checks and the carry-forward voucher (结转损益), and re-opens them. */
@Service
public class Closing {

    /** How grave a failed check is. */
    public enum Severity {
        /** The month can't be closed. */
        ERROR,
        /** Worth a look. */
        WARNING
    }

    /**
     * One check before closing.
     *
     * @param key  key of its name in the message files
     * @param args what the name's placeholders stand for
     */
    public record Check(String key, Severity severity, boolean passed, List<Object> args) {
    }

    /**
     * @param carryForwardVoucher id of the carry-forward voucher, or {@code null} where there was nothing to carry forward
     */
    public record Closed(YearMonth period, List<Check> checks, String carryForwardVoucher) {
    }

    /** Runs the checks without closing. */
    public List<Check> check(String companyId, YearMonth period) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs the checks, books the carry-forward and closes.
     *
     * @throws zhangfang.refusal.Refusal conflict, naming each failed check of severity ERROR
     */
    public Closed close(Actor actor, String companyId, YearMonth period) {
        throw new UnsupportedOperationException();
    }

    /** Re-opens a closed month for additional vouchers only; refused if a later month is closed. */
    public void reopen(Actor actor, String companyId, YearMonth period, String reason) {
        throw new UnsupportedOperationException();
    }

    public boolean isClosed(String companyId, YearMonth period) {
        throw new UnsupportedOperationException();
    }
}
