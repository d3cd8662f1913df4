package zhangfang.web;

import zhangfang.ledger.Journal.Filter;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * Which entries of the journal (序时簿) are asked for; what is empty does not narrow them.
 *
 * @param least    the least amount on either side
 * @param state    {@code POSTED} or {@code UNPOSTED}
 * @param preparer sign-in name of who prepared the voucher
 */
record JournalQuery(String account, String least, String most, String summary, String state, String preparer) {

    Filter filter() {
        return new Filter(given(account), amount("least", least), amount("most", most), given(summary), posted(),
                given(preparer));
    }

    /** The text without blanks around it, {@code null} where there is none. */
    static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private Boolean posted() {
        String asked = given(state);
        if (asked == null) {
            return null;
        }
        return switch (asked) {
            case "POSTED" -> true;
            case "UNPOSTED" -> false;
            default -> throw Refusal.field("state", "ledger.journal.state", asked);
        };
    }

    private static Money amount(String field, String text) {
        String asked = given(text);
        try {
            return asked == null ? null : Money.of(asked.replace(",", ""));
        } catch (NumberFormatException | ArithmeticException notAnAmount) {
            throw Refusal.field(field, "ledger.amount.notANumber", asked);
        }
    }
}
