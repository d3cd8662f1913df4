package zhangfang.invoicing;

import java.time.Instant;

/**
 * One saved state of a title and what was decided on it.
 *
 * @param approved {@code null} while undecided, or for an ordinary title
 */
public record TitleRevision(int revision, String name, String taxNumber, String registrationNumber,
        String registeredAddress, String registeredPhone, String bank, String bankAccount, String savedBy,
        Instant savedAt, Boolean approved, String reason, String decidedBy, Instant decidedAt) {
}
