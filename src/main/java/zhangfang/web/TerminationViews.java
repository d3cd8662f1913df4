package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
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

    TerminationView of(Actor reader, Termination each, Locale locale) {
        boolean money = MoneyReaders.reads(reader, each.companyId());
        return new TerminationView(each.id(), each.companyId(), companies.get(each.companyId()).name(),
                each.orderId(), each.side(), text("termination.side." + each.side(), locale), name(each.askedBy(), locale),
                here(each.askedAt()), each.reason(), each.wishedLastMonth(), each.decisionDue(), each.status(),
                text("termination.status." + each.status(), locale), name(each.decidedBy(), locale),
                here(each.decidedAt()), each.decisionReason(), each.lastMonth(), each.monthsCancelled(),
                money ? each.monthsPrice() : null, money ? each.refund() : null, money ? each.refundedGift() : null,
                money ? each.deductionReason() : null, each.handover(),
                each.handover() == null ? null : text("termination.handover." + each.handover(), locale),
                each.handoverDue(), name(each.handedOverBy(), locale), here(each.handedOverAt()), each.receivedBy(),
                each.handoverRemark(), each.handedOver(), here(each.confirmEnds()), name(each.confirmedBy(), locale),
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

    private String name(String user, Locale locale) {
        if (user == null) {
            return null;
        }
        return Actor.SYSTEM.id().equals(user) ? text("web.system", locale) : people.nameOf(user);
    }

    private String text(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
