package zhangfang.web;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import static zhangfang.web.OrderingApi.here;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder;
import zhangfang.termination.Termination;
import zhangfang.termination.TerminationTerms;


/** Terminations as people see them, on the page and over HTTP: with names, and without money for who sees none. */
@Component
class TerminationViews {

    record TerminationView(String id, String companyId, String companyName, String orderId, Termination.Side side,
            String sideName, String askedByName, OffsetDateTime askedAt, String reason, YearMonth wishedLastMonth,
            LocalDate decisionDue, Termination.Status status, String statusName, String decidedByName,
            OffsetDateTime decidedAt, String decisionReason, YearMonth lastMonth, Integer monthsCancelled,
            Money monthsPrice, Money refund, Money refundedGift, String deductionReason, Termination.Handover handover,
            String handoverName, LocalDate handoverDue, String handedOverByName, OffsetDateTime handedOverAt,
            String receivedBy, String handoverRemark, List<Termination.Row> handedOver, OffsetDateTime confirmEnds,
            String confirmedByName, OffsetDateTime confirmedAt, String confirmRemark, OffsetDateTime endedAt) {
    }

    record OptionView(YearMonth lastMonth, int monthsServed, int monthsCancelled, Money price, String label) {
    }

    record TermsView(String orderId, String packageName, Money price, int termMonths, YearMonth firstMonth,
            YearMonth lastMonth, int monthsOpened, String openId, List<OptionView> options) {
    }

    private final Companies companies;
    private final People people;
    private final MessageSource messages;

    TerminationViews(Companies companies, People people, MessageSource messages) {
        this.companies = companies;
        this.people = people;
        this.messages = messages;
    }

    TerminationView of(Actor reader, Termination one, Locale locale) {
        return of(reader, List.of(one), locale).get(0);
    }

    List<TerminationView> of(Actor reader, List<Termination> all, Locale locale) {
        Map<String, String> names = people.namesOf(all.stream().flatMap(each -> Stream.of(each.askedBy(), each.decidedBy(),
                each.handedOverBy(), each.confirmedBy())).filter(Objects::nonNull).distinct().toList());
        names.put(Actor.SYSTEM.id(), text("web.system", locale));
        Map<String, String> ofCompanies = companies.namesOf(all.stream().map(Termination::companyId).distinct().toList());
        return all.stream().map(each -> view(reader, each, ofCompanies.get(each.companyId()), names, locale)).toList();
    }

    private TerminationView view(Actor reader, Termination each, String companyName, Map<String, String> names,
            Locale locale) {
        boolean money = MoneyReaders.reads(reader, each.companyId());
        return new TerminationView(each.id(), each.companyId(), companyName,
                each.orderId(), each.side(), text("termination.side." + each.side(), locale), name(each.askedBy(), names),
                here(each.askedAt()), each.reason(), each.wishedLastMonth(), each.decisionDue(), each.status(),
                text("termination.status." + each.status(), locale), name(each.decidedBy(), names),
                here(each.decidedAt()), each.decisionReason(), each.lastMonth(), each.monthsCancelled(),
                money ? each.monthsPrice() : null, money ? each.refund() : null, money ? each.refundedGift() : null,
                money ? each.deductionReason() : null, each.handover(),
                each.handover() == null ? null : text("termination.handover." + each.handover(), locale),
                each.handoverDue(), name(each.handedOverBy(), names), here(each.handedOverAt()), each.receivedBy(),
                each.handoverRemark(), each.handedOver(), here(each.confirmEnds()), name(each.confirmedBy(), names),
                here(each.confirmedAt()), each.confirmRemark(), here(each.endedAt()));
    }

    TermsView of(TerminationTerms terms, Locale locale) {
        ServiceOrder order = terms.order();
        return new TermsView(order.id(), order.packageName(), order.price(), order.termMonths(), order.firstMonth(),
                order.lastMonth(), order.monthsOpened(), terms.openId(),
                terms.options().stream().map(option -> new OptionView(option.lastMonth(), option.monthsServed(),
                        option.monthsCancelled(), option.price(), label(option, locale))).toList());
    }

    private String label(TerminationTerms.Option option, Locale locale) {
        if (option.monthsCancelled() == 0) {
            return text("termination.option.none", locale, option.lastMonth());
        }
        String key = option.monthsServed() == 0 ? "termination.option.all" : "termination.option.some";
        return text(key, locale, option.lastMonth(), option.monthsCancelled(), option.price());
    }

    private static String name(String user, Map<String, String> names) {
        return user == null ? null : names.get(user);
    }

    private String text(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
