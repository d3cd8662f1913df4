package zhangfang.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.ImportPreview;
import zhangfang.ledger.ImportPreview.Fate;
import zhangfang.ledger.ImportPreview.Kind;
import zhangfang.ledger.ImportPreview.NewAccount;
import zhangfang.ledger.ImportPreview.Summary;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.RefusalText;

/**
 * What an import would do, in the reader's language and bounded in length: the summary and the counts are of the whole
 * file, rows come by pages.
 *
 * @param ok       whether the import would be taken
 * @param found    how many rows there are to show, on all pages
 */
record ShownPreview(Kind kind, boolean ok, Summary summary, Part<Sentence> errors, Part<Sentence> warnings,
        Part<MadeAccount> accounts, List<ShownRow> rows, int page, int pages, int found) {

    /** The first of many. */
    record Part<T>(int count, List<T> rows) {
    }

    /** @param fieldName what people call the field */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sentence(Integer line, String field, String fieldName, String reason) {
    }

    /** An account that would be made. @param why how it comes to its role or to its place, in words */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MadeAccount(String code, String name, String parentCode, int level, Direction direction, String category,
            String role, String roleName, boolean cash, boolean byCounterparty, Integer line, boolean inBetween,
            String takesFrom, String why) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownRow(int line, Fate fate, String voucher, String date, String summary, String accountCode,
            String accountName, boolean newAccount, String counterparty, boolean newCounterparty, Money debit,
            Money credit, Money ytdDebit, Money ytdCredit, Integer cashFlowLine, String cashFlowSource,
            boolean carryForward, List<Sentence> errors, List<String> notes) {
    }

    static final int LISTED = 1000;
    static final int LARGEST_PAGE = 1000;

    /** Makes them. */
    @Component
    static class Writer {

        private final RefusalText texts;
        private final MessageSource messages;

        Writer(RefusalText texts, MessageSource messages) {
            this.texts = texts;
            this.messages = messages;
        }

        /** @param onlyErrors whether rows are left out that are good or skipped */
        ShownPreview of(ImportPreview preview, boolean onlyErrors, int page, int size, Locale locale) {
            int rows = Math.max(1, Math.min(size, LARGEST_PAGE));
            List<ImportPreview.Row> found = preview.rows().stream()
                    .filter(row -> !onlyErrors || row.fate() == Fate.WRONG || row.fate() == Fate.HELD_UP).toList();
            int pages = Math.max(1, (found.size() + rows - 1) / rows);
            int shown = Math.max(1, Math.min(page, pages));
            return new ShownPreview(preview.kind(), preview.ok(), preview.summary(),
                    sentences(preview.errors(), locale), sentences(preview.warnings(), locale),
                    new Part<>(preview.accounts().size(), preview.accounts().stream().limit(LISTED)
                            .map(account -> made(account, locale)).toList()),
                    found.stream().skip((long) (shown - 1) * rows).limit(rows).map(row -> row(row, locale)).toList(),
                    shown, pages, found.size());
        }

        private Part<Sentence> sentences(List<Reason> reasons, Locale locale) {
            return new Part<>(reasons.size(), reasons.stream().limit(LISTED).map(reason -> sentence(reason, locale))
                    .toList());
        }

        private Sentence sentence(Reason reason, Locale locale) {
            String name = reason.field() == null ? null
                    : messages.getMessage("books.field." + reason.field(), null, reason.field(), locale);
            return new Sentence(reason.line(), reason.field(), name, texts.sentence(reason, locale));
        }

        private MadeAccount made(NewAccount account, Locale locale) {
            String why = account.takesFrom() != null ? text("books.takeover.why.takes", locale, account.takesFrom())
                    : account.role() != null ? text("books.takeover.why.role", locale, account.roleName())
                    : account.inBetween() ? text("books.takeover.why.between", locale) : null;
            return new MadeAccount(account.code(), account.name(), account.parentCode(), account.level(),
                    account.direction(), account.category(), account.role(), account.roleName(), account.cash(),
                    account.byCounterparty(), account.line(), account.inBetween(), account.takesFrom(), why);
        }

        private ShownRow row(ImportPreview.Row row, Locale locale) {
            String source = row.cashFlowLine() == null ? null : row.cashFlowLine() == 0 ? "NONE"
                    : row.cashFlowProposed() ? "PROPOSED" : "GIVEN";
            return new ShownRow(row.line(), row.fate(), row.voucher(), row.date() == null ? null : row.date().toString(),
                    row.summary(), row.accountCode(), row.accountName(), row.newAccount(), row.counterparty(),
                    row.newCounterparty(), row.debit(), row.credit(), row.ytdDebit(), row.ytdCredit(), row.cashFlowLine(),
                    source, row.carryForward(),
                    row.reasons().stream().map(reason -> sentence(reason, locale)).toList(),
                    row.notes().stream().map(note -> texts.sentence(note, locale)).toList());
        }

        private String text(String key, Locale locale, Object... args) {
            return messages.getMessage(key, args, locale);
        }
    }
}
