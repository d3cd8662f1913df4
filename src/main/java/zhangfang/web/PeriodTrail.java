package zhangfang.web;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import zhangfang.audit.Audit;

/** What happened to a month of a book: closed, re-opened with which reason, issued, filed, paid; by whom and when. */
@Component
class PeriodTrail {

    private static final String CLOSED = "period.close";
    private static final Pattern ISSUE = Pattern.compile("revision (\\d+) (\\p{XDigit}+)(?:, chain (.+))?");
    private static final Set<String> SHOWN = Set.of(CLOSED, "period.reopen", "statements.issue", "taxFigures.issue",
            "tax.file", "tax.pay");

    /**
     * @param action   such as {@code period.reopen}
     * @param detail   the reason of re-opening; of an issue, its hash; of filing and payment, date and receipt
     * @param revision of an issue: which; else {@code null}
     * @param chain    of an issue of statements: how many vouchers were posted then, and the hash of the last
     * @param voucher  of a closing: the carry-forward voucher, or {@code null}
     */
    record Step(Instant at, String by, String byName, String action, String detail, Integer revision, String chain,
            String voucher) {
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
        Matcher issue = ISSUE.matcher(entry.detail() == null ? "" : entry.detail());
        if (entry.action().equals(CLOSED)) {
            return step(entry, null, null, null, entry.detail());
        }
        return issue.matches()
                ? step(entry, issue.group(2), Integer.valueOf(issue.group(1)), issue.group(3), null)
                : step(entry, entry.detail(), null, null, null);
    }

    private Step step(Audit.Entry entry, String detail, Integer revision, String chain, String voucher) {
        return new Step(entry.happenedAt(), entry.actorId(), people.nameOf(entry.actorId()), entry.action(), detail,
                revision, chain, voucher);
    }
}
