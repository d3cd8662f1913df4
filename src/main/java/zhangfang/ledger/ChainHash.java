package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhangfang.money.Money;

/**
 * The hashes of the chain of posted vouchers. A row is written down as one line per column, {@code name=length:text}, or
 * {@code name=-} for null, so that no two rows read the same; what is hashed is its UTF-8.
 */
final class ChainHash {

    /** What the first voucher of a book follows. */
    static final String NONE = "0".repeat(64);

    static final List<String> VOUCHER = List.of("id", "company_id", "period", "voucher_date", "voucher_number", "state",
            "kind", "origin", "reference", "seq", "content_hash", "request_key", "import_id", "reverses", "prepared_by",
            "prepared_at", "reviewed_by", "reviewed_at", "posted_by", "posted_at", "posting_id", "entry_count", "chain_no");
    static final List<String> ENTRY = List.of("voucher_id", "line", "company_id", "period", "summary", "account_code",
            "counterparty", "debit", "credit", "cash_flow_line");

    private ChainHash() {
    }

    /** The text of each column, as it is hashed. */
    static Map<String, String> read(ResultSet row, List<String> columns) throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String column : columns) {
            texts.put(column, text(row, column));
        }
        return texts;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return switch (column) {
            case "voucher_date" -> row.getObject(column, LocalDate.class).toString();
            case "prepared_at", "reviewed_at", "posted_at" -> text(row.getObject(column, OffsetDateTime.class));
            case "debit", "credit" -> Money.of(row.getBigDecimal(column)).toString();
            default -> row.getString(column);
        };
    }

    /** In UTC, to the microsecond, which is what is stored. */
    static String text(OffsetDateTime time) {
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MICROS).toString();
    }

    static String ofEntry(String voucherId, int line, String companyId, YearMonth period, VoucherLines.Line content) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("voucher_id", voucherId);
        texts.put("line", String.valueOf(line));
        texts.put("company_id", companyId);
        texts.put("period", period.toString());
        texts.put("summary", content.summary());
        texts.put("account_code", content.accountCode());
        texts.put("counterparty", content.counterparty());
        texts.put("debit", content.debit().toString());
        texts.put("credit", content.credit().toString());
        texts.put("cash_flow_line", content.tag() == null ? null : content.tag().toString());
        return ofEntry(texts);
    }

    static String ofEntry(Map<String, String> entry) {
        return VoucherLines.sha256(written(entry, ENTRY));
    }

    /**
     * @param previous hash of the voucher before it in the book
     * @param entries  hashes of its entries, by line
     */
    static String ofVoucher(String previous, Map<String, String> voucher, List<String> entries) {
        return VoucherLines.sha256(previous + "\n" + written(voucher, VOUCHER) + String.join("\n", entries));
    }

    private static String written(Map<String, String> texts, List<String> columns) {
        StringBuilder written = new StringBuilder();
        for (String column : columns) {
            String text = texts.get(column);
            written.append(column).append('=');
            if (text == null) {
                written.append('-');
            } else {
                written.append(text.length()).append(':').append(text);
            }
            written.append('\n');
        }
        return written.toString();
    }
}
