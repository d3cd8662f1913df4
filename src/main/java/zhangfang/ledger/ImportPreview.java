package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal.Reason;

/**
 * What an import would do, row by row, before it is taken (导入预览): made by the import's own reading of the file.
 *
 * @param accounts the accounts that would be made, by code
 * @param errors   what the import would be refused for; none means that it would be taken
 * @param warnings what does not hinder the import and is worth a look
 */
public record ImportPreview(Kind kind, List<Row> rows, List<NewAccount> accounts, List<Reason> errors,
        List<Reason> warnings, Summary summary) {

    /** What the file holds. */
    public enum Kind {
        OPENING_BALANCES, VOUCHERS
    }

    /** What becomes of a row. */
    public enum Fate {
        GOOD,
        /** Right in itself, but its voucher has a wrong row or does not balance. */
        HELD_UP,
        /** A sum of other rows, which the books make themselves. */
        SKIPPED,
        WRONG
    }

    /**
     * @param line             line of the file, the header being line 1
     * @param voucher          the number that the file gives its voucher, or {@code null}
     * @param accountCode      as the book would know it
     * @param accountName      of an account of the book its own name, else the one it would get
     * @param newAccount       whether the account would be made
     * @param newCounterparty  whether the book has no balances with this counterparty yet
     * @param cashFlowLine     line of the cash flow statement for the row's share of cash, or {@code null}
     * @param cashFlowProposed whether the rules propose that line, rather than the file
     * @param carryForward     whether its voucher is recognised as carry-forward (结转损益)
     * @param notes            what was understood of it, such as a sum row or an account's other name
     */
    public record Row(int line, Fate fate, String voucher, LocalDate date, String summary, String accountCode,
            String accountName, boolean newAccount, String counterparty, boolean newCounterparty, Money debit, Money credit,
            Money ytdDebit, Money ytdCredit, Integer cashFlowLine, boolean cashFlowProposed, boolean carryForward,
            List<Reason> reasons, List<Reason> notes) {
    }

    /**
     * An account that would be made.
     *
     * @param roleName   what people call the role that its name proposes, or {@code null}
     * @param line       the first line that needs it
     * @param inBetween  whether it is a level in between that no row names (中间级次)
         * @param takesFrom  code of the account whose opening balance moves here, or {@code null}
     */
    public record NewAccount(String code, String name, String parentCode, int level, Direction direction, String category,
            String role, String roleName, boolean cash, boolean byCounterparty, Integer line,
            boolean inBetween, String takesFrom) {
    }

    /** A month of the file. */
    public record Month(YearMonth period, int vouchers, Money debit, Money credit) {
    }

    /**
     * @param wrongVouchers     vouchers with at least one wrong row
     * @param carryForwards     vouchers recognised as carry-forward
     * @param cashWithoutLine   rows whose share of cash would carry no line of the cash flow statement
     * @param alreadyThere      vouchers that say the same as one of the book
     */
    public record Summary(int rows, int good, int heldUp, int skipped, int wrong, int vouchers, int wrongVouchers,
            Money debit, Money credit, Money ytdDebit, Money ytdCredit, List<Month> months, int newAccounts,
            int proposedRoles, int newCounterparties, int carryForwards, int cashWithoutLine, int alreadyThere) {
    }

    /** Whether the import would be taken. */
    public boolean ok() {
        return errors.isEmpty();
    }
}
