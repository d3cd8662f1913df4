package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.Voucher.State;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** One command for many vouchers: it is done for those that allow it, and says of each other one why not. */
@Service
public class VoucherBatch {

    /** @param name what people know the voucher by */
    public record Refused(String voucherId, String name, Reason reason) {
    }

    public record Outcome(int done, List<Refused> refused) {
    }

    private final Books books;
    private final BookAccess access;
    private final Periods periods;
    private final VoucherRows rows;
    private final Vouchers vouchers;

    VoucherBatch(Books books, BookAccess access, Periods periods, VoucherRows rows, Vouchers vouchers) {
        this.books = books;
        this.access = access;
        this.periods = periods;
        this.rows = rows;
        this.vouchers = vouchers;
    }

    /** Reviews drafts (审核) of others. */
    @Transactional
    public Outcome review(Actor actor, String companyId, Collection<String> voucherIds) {
        access.review(actor, companyId);
        return each(companyId, voucherIds, voucher -> {
            if (voucher.state() != State.DRAFT) {
                return Reason.of("ledger.batch.reviewed");
            }
            return voucher.preparedBy().equals(actor.id()) ? Reason.of("ledger.batch.own") : null;
        }, ids -> vouchers.review(actor, companyId, ids));
    }

    /** Posts reviewed vouchers (记账). */
    @Transactional
    public Outcome post(Actor actor, String companyId, Collection<String> voucherIds) {
        access.review(actor, companyId);
        Set<YearMonth> closed = periods.closed(companyId);
        return each(companyId, voucherIds, voucher -> switch (voucher.state()) {
            case POSTED -> Reason.of("ledger.batch.posted");
            case DRAFT -> Reason.of("ledger.batch.draft");
            case REVIEWED -> closed.contains(voucher.period()) ? Reason.of("ledger.period.closed", voucher.period()) : null;
        }, ids -> vouchers.post(actor, companyId, ids));
    }

    /** Deletes vouchers that are not posted. */
    @Transactional
    public Outcome delete(Actor actor, String companyId, Collection<String> voucherIds) {
        access.write(actor, companyId);
        return each(companyId, voucherIds,
                voucher -> voucher.state() == State.POSTED ? Reason.of("ledger.voucher.posted", voucher.number()) : null,
                ids -> {
                    ids.forEach(id -> vouchers.delete(actor, companyId, id));
                    return ids;
                });
    }

    private Outcome each(String companyId, Collection<String> ids, Function<Voucher, Reason> why,
            Function<List<String>, ?> command) {
        if (ids.isEmpty()) {
            throw Refusal.invalid("ledger.voucher.noneChosen");
        }
        books.lock(companyId);
        Map<String, Voucher> found = rows.find(companyId, Set.copyOf(ids));
        if (!found.keySet().containsAll(ids)) {
            throw Refusal.notFound();
        }
        List<Refused> refused = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        found.values().forEach(voucher -> {
            Reason reason = why.apply(voucher);
            if (reason == null) {
                allowed.add(voucher.id());
            } else {
                refused.add(new Refused(voucher.id(), Posting.name(voucher), reason));
            }
        });
        if (!allowed.isEmpty()) {
            command.apply(allowed);
        }
        return new Outcome(allowed.size(), refused);
    }
}
