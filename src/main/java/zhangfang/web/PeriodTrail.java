package zhangfang.web;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import zhangfang.audit.Audit;

/** What happened to a month of a book: closed, re-opened with which reason, issued, filed, paid; by whom and when. */
@Component
class PeriodTrail {

    private static final String CLOSED = "period.close";
    private static final Set<String> SHOWN = Set.of(CLOSED, "period.reopen", "statements.issue", "taxFigures.issue",
            "tax.file", "tax.pay");

    /**
     * @param action  such as {@code period.reopen}
     * @param detail  the reason of re-opening; of an issue, its revision and hash; of filing and payment, date and receipt
     * @param voucher of a closing: the carry-forward voucher, or {@code null}
     */
    record Step(Instant at, String by, String byName, String action, String detail, String voucher) {
    }

    private final Audit audit;
    private final VoucherPeople people;

    PeriodTrail(Audit audit, VoucherPeople people) {
        this.audit = audit;
        this.people = people;
    }

    /** The newest first. Whoever calls has checked who asks. */
    List<Step> of(String companyId, YearMonth period) {
        return audit.trail(companyId, List.of(period.toString(), companyId + "/" + period)).stream()
                .filter(entry -> SHOWN.contains(entry.action()))
                .map(this::step)
                .toList();
    }

    private Step step(Audit.Entry entry) {
        boolean closing = entry.action().equals(CLOSED);
        return new Step(entry.happenedAt(), entry.actorId(), people.nameOf(entry.actorId()), entry.action(),
                closing ? null : entry.detail(), closing ? entry.detail() : null);
    }
}
