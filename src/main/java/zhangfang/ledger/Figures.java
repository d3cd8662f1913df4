package zhangfang.ledger;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import zhangfang.money.Money;

/**
 * The figures that statements and taxes are made of, from posted vouchers only, out of the balances that posting
 * maintains: the cost does not grow with the book's history. A range of periods lies within one calendar year.
 */
@Service
public class Figures {

    /** On which side an account's balance is shown (余额方向). */
    public enum Direction {
        DEBIT, CREDIT
    }

    /**
     * An account over a range of periods. Net balances are debit minus credit, negative for a credit balance; turnovers
     * (发生额) are gross, with red figures negative on their own side.
     *
     * @param leaf             whether it has no sub-accounts; parents carry the sums of their leaves
     * @param role             what statement and tax rules know it by (see the chart's reference data), or {@code null}
     * @param cash             whether it is cash in the sense of the cash flow statement
     * @param yearStart        net balance at the first instant of the year (年初); of a book opened within the year: opening
     *                         balance less what was booked in the year before
     * @param opening          net balance before the first period of the range (期初)
     * @param debit            turnover within the range (本期发生额)
     * @param ytdDebit         turnover from the year's start to the range's end (本年累计), with what was booked before the
     *                         book was opened
     * @param carriedDebit     the part of {@code debit} from carry-forward vouchers (结转损益), likewise the three others
     */
    public record AccountFigures(String code, String name, String parentCode, int level, boolean leaf, String category,
            Direction direction, String role, boolean cash, Money yearStart, Money opening, Money debit, Money credit,
            Money ytdDebit, Money ytdCredit, Money carriedDebit, Money carriedCredit, Money ytdCarriedDebit,
            Money ytdCarriedCredit) {

        /** Net balance at the range's end (期末). */
        public Money closing() {
            return opening.plus(debit).minus(credit);
        }
    }

    /** A leaf account's balance with one counterparty (往来单位); {@code counterparty} is empty for entries without one. */
    public record CounterpartyFigures(String accountCode, String counterparty, Money yearStart, Money opening,
            Money debit, Money credit) {

        public Money closing() {
            return opening.plus(debit).minus(credit);
        }
    }

    /**
     * Cash by line of the cash flow statement, inflow lines counted as received, outflow lines as paid.
     *
     * @param period          line number to amount within the range
     * @param ytd             line number to amount from the year's start, or from the book's start where that is later
     * @param untaggedPeriod  net cash that carries no line, within the range
     * @param untaggedYtd     the same from the year's start
     * @param fromBookStart   whether the year to date begins at the book's start (自启用月起)
     * @param yearOpeningCash cash at the beginning of {@code ytd}
     */
    public record CashFigures(Map<Integer, Money> period, Map<Integer, Money> ytd, Money untaggedPeriod,
            Money untaggedYtd, boolean fromBookStart, Money yearOpeningCash) {
    }

    /** All accounts of the book, by code, parents included. */
    public List<AccountFigures> accounts(String companyId, YearMonth from, YearMonth to) {
        throw new UnsupportedOperationException();
    }

    /** The balances per counterparty of the accounts that are kept by counterparty, by code and name. */
    public List<CounterpartyFigures> counterparties(String companyId, YearMonth from, YearMonth to) {
        throw new UnsupportedOperationException();
    }

    public CashFigures cash(String companyId, YearMonth from, YearMonth to) {
        throw new UnsupportedOperationException();
    }
}
