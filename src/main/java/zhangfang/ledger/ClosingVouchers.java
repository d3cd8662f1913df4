package zhangfang.ledger;

import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.money.Money;
import zhangfang.numbering.Numbers;

/** The vouchers that closing a month books by itself (系统凭证), dated its last day; nobody reviews them. */
@Component
class ClosingVouchers {

    private final VoucherRows vouchers;
    private final Posting posting;
    private final Numbers numbers;

    ClosingVouchers(VoucherRows vouchers, Posting posting, Numbers numbers) {
        this.vouchers = vouchers;
        this.posting = posting;
        this.numbers = numbers;
    }

    /** A line on the side of its balance. @param net debit positive, credit negative */
    static VoucherLines.Line line(String summary, String account, Money net) {
        return net.isNegative() ? credit(summary, account, net.negated()) : debit(summary, account, net);
    }

    /** @param amount red where it is negative */
    static VoucherLines.Line debit(String summary, String account, Money amount) {
        return new VoucherLines.Line(summary, account, amount, Money.ZERO, "", null);
    }

    /** @param amount red where it is negative */
    static VoucherLines.Line credit(String summary, String account, Money amount) {
        return new VoucherLines.Line(summary, account, Money.ZERO, amount, "", null);
    }

    /** @return the voucher's id */
    String book(Book book, YearMonth period, List<VoucherLines.Line> lines, boolean carryForward) {
        String id = numbers.next("V");
        VoucherLines.Parsed content = new VoucherLines.Parsed(period.atEndOfMonth(), "", lines, carryForward,
                VoucherLines.sha256("closing " + id));
        vouchers.insert(book.companyId(), List.of(new VoucherRows.New(id, content, Voucher.Origin.CLOSING, 1, null, null,
                Actor.SYSTEM.id(), null)));
        posting.post(book, List.of(id), Actor.SYSTEM.id());
        return id;
    }
}
