package zhangfang.ledger;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import zhangfang.money.Money;

/**
 * A voucher (记账凭证) with its entries.
 *
 * @param number     its number in book and month (凭证号), {@code null} until it is posted
 * @param reference  the number it came with, or {@code null}
 * @param reverses   id of the voucher it reverses (红字冲销), or {@code null}
 * @param reversedBy id of the voucher that reverses it, or {@code null}
 */
public record Voucher(String id, YearMonth period, LocalDate date, Integer number, State state, Kind kind,
        Origin origin, String reference, String reverses, String reversedBy, String preparedBy,
        OffsetDateTime preparedAt, String reviewedBy, OffsetDateTime reviewedAt, String postedBy,
        OffsetDateTime postedAt, List<Entry> entries) {

    /** How far it is. */
    public enum State {
        /** 草稿: can be changed and deleted. */
        DRAFT,
        /** 已审核. */
        REVIEWED,
        /** 已记账: stays for ever. */
        POSTED
    }

    /** What its lines make of it. */
    public enum Kind {
        GENERAL,
        /** 结转损益: carries income and expenses to the profit of the year; the income statement leaves it out. */
        CARRY_FORWARD
    }

    /** How it came about. */
    public enum Origin {
        ENTERED, IMPORTED, CLOSING, REVERSAL
    }

    /**
     * One line (分录). Red figures are negative and stay on their side.
     *
     * @param cashFlowLine the line of the cash flow statement that was chosen when the voucher was written, or {@code null}
     * @param cash         of a posted voucher: where its share of the voucher's cash is booked, or {@code null}
     */
    public record Entry(int line, String summary, String accountCode, String accountName, String counterparty,
            Money debit, Money credit, Integer cashFlowLine, CashShare cash) {
    }

    /**
     * @param cashFlowLine line of the cash flow statement, 0 for none yet
     * @param amount       received positive, paid negative
     * @param chosen       whether somebody chose the line, rather than a rule
     */
    public record CashShare(int cashFlowLine, Money amount, boolean chosen) {
    }
}
