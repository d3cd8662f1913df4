package zhangfang.web;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.ledger.Closing.Severity;
import zhangfang.ledger.SourceDocuments;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherSearch;
import zhangfang.ledger.VoucherSearch.Filter;
import zhangfang.ledger.VoucherSearch.Order;
import zhangfang.refusal.Refusal;
import zhangfang.statements.Check;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.StatementSet;
import zhangfang.statements.Statements;

/** What is looked at before a month is closed: the books' own checks, and what else a careful bookkeeper looks at. */
@Component
class ClosingChecklist {

    private static final int UNPOSTED_SHOWN = 20;
    private static final Map<String, String> MENDED_AT = Map.ofEntries(
            Map.entry("previousClosed", "/book/periods/{previous}"),
            Map.entry("allPosted", "/book/vouchers?period={period}&state=UNPOSTED"),
            Map.entry("noGaps", "/book/integrity"),
            Map.entry("openingBalances", "/book#opening"),
            Map.entry("movementBalances", "/statements/trial-balance?period={period}"),
            Map.entry("trialBalance", "/statements/trial-balance?period={period}"),
            Map.entry("cashNotNegative", "/statements/trial-balance?period={period}"),
            Map.entry("stockNotNegative", "/statements/trial-balance?period={period}"),
            Map.entry("cashTagged", "/book/cash-flow?from={period}&to={period}&line=0"),
            Map.entry("appropriation", "/book/years/{year}"),
            Map.entry("appropriationDecided", "/book/years/{year}"),
            Map.entry("documents", "/book/documents?period={period}&unused=true"),
            Map.entry("statements", "/statements?period={period}"));

    /** @param why what the check is for, and what to do; @param mendedAt where it can be mended */
    record Item(String check, String name, String why, Severity severity, boolean passed, String mendedAt) {
    }

    private final LedgerApi api;
    private final SourceDocuments sources;
    private final Statements statements;
    private final VoucherSearch search;
    private final MessageSource messages;

    ClosingChecklist(LedgerApi api, SourceDocuments sources, Statements statements, VoucherSearch search,
            MessageSource messages) {
        this.api = api;
        this.sources = sources;
        this.statements = statements;
        this.search = search;
        this.messages = messages;
    }

    List<Item> of(Actor actor, String companyId, YearMonth period, Locale locale) {
        List<Item> items = new ArrayList<>();
        api.checks(companyId, period.toString(), locale).rows().forEach(check ->
                items.add(item(companyId, period, check.check(), check.name(), check.severity(), check.passed(), locale)));
        int unused = sources.page(actor, companyId, period, false, null, 1, 1).unused();
        items.add(item(companyId, period, "documents", word("voucher.closing.documents", locale, unused), Severity.WARNING,
                unused == 0, locale));
        statements(companyId, period).ifPresent(failed -> items.add(item(companyId, period, "statements",
                failed.isEmpty() ? word("voucher.closing.statements", locale)
                        : word("voucher.closing.statementsFailed", locale, String.join("；", failed)),
                Severity.WARNING, failed.isEmpty(), locale)));
        return items;
    }

    /** The vouchers of the month that are not posted, as far as they are shown. */
    List<Voucher> unposted(Actor actor, String companyId, YearMonth period) {
        Filter filter = new Filter(period, period, VoucherSearch.Wanted.UNPOSTED, null, null, null, null, null, null);
        return search.page(actor, companyId, filter, Order.DATE, false, 1, UNPOSTED_SHOWN).rows();
    }

    /** The rules that the month's statements break; none where there are no statements of it yet. */
    private Optional<List<String>> statements(String companyId, YearMonth period) {
        try {
            StatementSet set = statements.of(companyId, ReportPeriod.of(period));
            return Optional.of(Stream.of(set.balanceSheet(), set.incomeStatement(), set.cashFlow())
                    .flatMap(statement -> statement.checks().stream()).filter(Check::forbidsIssue).map(Check::expression)
                    .distinct().toList());
        } catch (Refusal none) {
            return Optional.empty();
        }
    }

    private Item item(String companyId, YearMonth period, String check, String name, Severity severity, boolean passed,
            Locale locale) {
        String mendedAt = MENDED_AT.get(check);
        return new Item(check, name, word("voucher.closing.why." + check, locale), severity, passed,
                mendedAt == null ? null : "/companies/" + companyId + mendedAt.replace("{period}", period.toString())
                        .replace("{previous}", period.minusMonths(1).toString())
                        .replace("{year}", String.valueOf(period.getYear())));
    }

    private String word(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
