package zhangfang.web;

import java.time.YearMonth;

/** The months that a ledger is asked for, as they are written; without them it is the last month with entries. */
record Months(String from, String to) {

    YearMonth first() {
        return month("from", from);
    }

    YearMonth last() {
        return month("to", to);
    }

    private static YearMonth month(String field, String text) {
        return text == null || text.isBlank() ? null : LedgerApi.month(field, text.strip());
    }
}
