package zhangfang.statements;

import java.time.YearMonth;
import java.util.Optional;
import org.springframework.stereotype.Service;
import zhangfang.identity.Actor;

/** Statements as they were issued to the customer: frozen, with a content hash, one revision after the other. */
@Service
public class IssuedStatements {

    /**
     * @param content the statements and their check rules, as JSON
     * @param hash    SHA-256 of {@code content}, in hexadecimal
     */
    public record Issued(String companyId, YearMonth period, int revision, String content, String hash) {
    }

    /**
     * Freezes the three statements of a closed month under the given revision; again with the same revision answers the
     * first.
     *
     * @throws zhangfang.refusal.Refusal conflict, if the month is open or a check rule of kind "=" fails
     */
    public Issued issue(Actor actor, String companyId, YearMonth period, int revision) {
        throw new UnsupportedOperationException();
    }

    /** The newest revision. */
    public Optional<Issued> latest(String companyId, YearMonth period) {
        throw new UnsupportedOperationException();
    }
}
