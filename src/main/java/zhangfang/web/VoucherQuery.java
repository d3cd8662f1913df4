package zhangfang.web;

import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import zhangfang.ledger.VoucherSearch.Filter;
import zhangfang.ledger.VoucherSearch.Order;
import zhangfang.ledger.VoucherSearch.Wanted;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * What a list of vouchers is asked for, as it stands in its address.
 *
 * @param period    a single month, instead of {@code from} and {@code to}
 * @param documents {@code with} or {@code without} a source document; else both
 * @param sort      order, with a minus in front for descending
 */
record VoucherQuery(String period, String from, String to, Wanted state, String account, String text, String least,
        String most, String preparer, String documents, String sort) {

    /** @param month the month that is meant where none is named */
    Filter filter(YearMonth month) {
        return new Filter(first(month), last(month), state, code(account), written(text), amount("least", least),
                amount("most", most), written(preparer),
                written(documents) == null ? null : Boolean.valueOf(documents.equals("with")));
    }

    private YearMonth first(YearMonth month) {
        return written(from) != null ? LedgerApi.month("from", from) : single(written(to) != null ? to : null, month);
    }

    private YearMonth last(YearMonth month) {
        return written(to) != null ? LedgerApi.month("to", to) : single(written(from) != null ? from : null, month);
    }

    private YearMonth single(String other, YearMonth month) {
        String named = other != null ? other : written(period);
        return named == null ? month : LedgerApi.month("period", named);
    }

    Order order() {
        String wanted = written(sort);
        if (wanted == null) {
            return Order.NUMBER;
        }
        try {
            return Order.valueOf(wanted.substring(descending() ? 1 : 0));
        } catch (IllegalArgumentException unknown) {
            return Order.NUMBER;
        }
    }

    boolean descending() {
        return sort != null && sort.startsWith("-");
    }

    /** Whether anything but months and state narrows the list. */
    public boolean narrowed() {
        return written(account) != null || written(text) != null || written(least) != null || written(most) != null
                || written(preparer) != null || written(documents) != null;
    }

    /** The address of the same list with some parts changed. @param changes names and values in turn */
    String address(String path, YearMonth from, YearMonth to, String... changes) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("from", from.toString());
        parts.put("to", to.toString());
        parts.put("state", state == null ? null : state.name());
        parts.put("account", account);
        parts.put("text", text);
        parts.put("least", least);
        parts.put("most", most);
        parts.put("preparer", preparer);
        parts.put("documents", documents);
        parts.put("sort", sort);
        for (int at = 0; at < changes.length; at += 2) {
            parts.put(changes[at], changes[at + 1]);
        }
        return Address.of(path, parts);
    }

    private static Money amount(String field, String text) {
        if (written(text) == null) {
            return null;
        }
        String plain = text.strip().replace(",", "");
        if (!plain.matches("\\d{1,13}(\\.\\d{1,2})?")) {
            throw Refusal.field(field, "ledger.amount.notANumber", text);
        }
        return Money.of(plain);
    }

    /** People choose an account with its name; its code comes first. */
    private static String code(String account) {
        return written(account) == null ? null : account.strip().split("\\s+")[0];
    }

    private static String written(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
