package zhangfang.ledger;

import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;

/**
 * The part of what was booked on an account before the book's start that was carried forward (结转损益). A file that is
 * taken over tells the year's turnover on both sides only: income before the start is what stands on the credit side of
 * an income account, an expense what stands on the debit side; the other side is what was carried to 本年利润. They are
 * equal when every month was closed, and are never netted. Corrections of earlier years (以前年度损益调整) went to 利润分配.
 */
record Carried(Money debit, Money credit) {

    private static final String INTEREST_INCOME = "INTEREST_INCOME";

    static final Carried NOTHING = new Carried(Money.ZERO, Money.ZERO);

    /** @param ytdDebit turnover of the year before the book's start, likewise the next */
    static Carried before(ChartOfAccounts chart, String code, Money ytdDebit, Money ytdCredit) {
        Account account = chart.get(code);
        if (account.isWithin(chart.standard().profitOfTheYear())) {
            return new Carried(ytdDebit, ytdCredit);
        }
        if (!account.isProfitLoss() || chart.standard().isPriorYears(code)) {
            return NOTHING;
        }
        return side(chart, account, ytdDebit, ytdCredit) == Direction.CREDIT
                ? new Carried(opposite(ytdCredit, ytdDebit), Money.ZERO)
                : new Carried(Money.ZERO, opposite(ytdDebit, ytdCredit));
    }

    /**
     * The side that business is booked on. Interest income below 财务费用 is kept on the credit side by some, and by others
     * on the debit side in red, which negative turnover tells.
     */
    private static Direction side(ChartOfAccounts chart, Account account, Money ytdDebit, Money ytdCredit) {
        boolean red = ytdDebit.signum() <= 0 && ytdCredit.signum() <= 0 && !(ytdDebit.isZero() && ytdCredit.isZero());
        if (red) {
            return chart.firstLevel(account.code()).direction();
        }
        return INTEREST_INCOME.equals(account.role()) ? Direction.CREDIT : account.direction();
    }

    /** What can't have been carried forward, since it is more than was booked, is business of a month not closed yet. */
    private static Money opposite(Money booked, Money opposite) {
        boolean more = opposite.abs().compareTo(booked.abs()) > 0 && opposite.signum() * booked.signum() >= 0;
        return more ? booked : opposite;
    }

    Money net() {
        return debit.minus(credit);
    }
}
