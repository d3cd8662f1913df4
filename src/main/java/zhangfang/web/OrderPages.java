package zhangfang.web;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.money.Money;
import zhangfang.ordering.OrderProcess;
import zhangfang.ordering.Orders;
import zhangfang.ordering.PaymentClock;
import zhangfang.ordering.ServiceOrder;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.Wallet;

/** 已购服务: a company's orders, each with its steps, what is to be paid or confirmed until when, and its months. */
@Controller
@RequestMapping("/companies/{companyId}/orders")
class OrderPages {

    private static final int PAGE = 20;

    /** @param payment of an unpaid order, else {@code null} */
    record Row(ServiceOrder order, PaymentClock payment, List<OrderSteps.Step> steps, boolean serving) {
    }

    /** @param opened {@code null} for a month that has not begun */
    record Month(YearMonth month, ServiceMonth opened) {
    }

    private final Orders orders;
    private final OrderProcess process;
    private final ServiceMonths months;
    private final Wallet wallet;
    private final Companies companies;
    private final MoneyReaders readers;
    private final People people;
    private final FormErrors formErrors;
    private final MessageSource messages;
    private final CurrentActor currentActor;

    OrderPages(Orders orders, OrderProcess process, ServiceMonths months, Wallet wallet, Companies companies,
            MoneyReaders readers, People people, FormErrors formErrors, MessageSource messages,
            CurrentActor currentActor) {
        this.orders = orders;
        this.process = process;
        this.months = months;
        this.wallet = wallet;
        this.companies = companies;
        this.readers = readers;
        this.people = people;
        this.formErrors = formErrors;
        this.messages = messages;
        this.currentActor = currentActor;
    }

    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(defaultValue = "1") int page, Model model) {
        Slice<ServiceOrder> some = Slice.read(page, PAGE,
                (limit, offset) -> orders.of(actor(), companyId, limit, offset));
        frame(companyId, model);
        model.addAttribute("rows", rows(some.rows()));
        some.show(model);
        return "orders";
    }

    @GetMapping("/{orderId}")
    String one(@PathVariable String companyId, @PathVariable String orderId, Model model) {
        ServiceOrder order = orders.visible(actor(), companyId, orderId);
        frame(companyId, model);
        model.addAttribute("row", rows(List.of(order)).get(0));
        model.addAttribute("months", months(order));
        return "order";
    }

    @PostMapping("/{orderId}/pay")
    String pay(@PathVariable String companyId, @PathVariable String orderId, Locale locale, RedirectAttributes flash) {
        return step(companyId, orderId, () -> process.pay(actor(), orderId), "purchase.order.paid", locale, flash);
    }

    @PostMapping("/{orderId}/confirm")
    String confirm(@PathVariable String companyId, @PathVariable String orderId, Locale locale,
            RedirectAttributes flash) {
        return step(companyId, orderId, () -> process.confirmStart(actor(), orderId), "purchase.order.confirmed",
                locale, flash);
    }

    private String step(String companyId, String orderId, Runnable command, String done, Locale locale,
            RedirectAttributes flash) {
        readers.ofMember(actor(), companyId, "ordering.onlyMembers");
        orders.visible(actor(), companyId, orderId);
        try {
            command.run();
            flash.addFlashAttribute("done", messages.getMessage(done, null, locale));
        } catch (Refusal refusal) {
            flash.addFlashAttribute("refused", formErrors.of(refusal, locale).sentences());
        }
        return "redirect:/companies/" + companyId + "/orders/" + orderId;
    }

    private void frame(String companyId, Model model) {
        boolean member = actor().isMemberOf(companyId);
        Money balance = MoneyReaders.reads(actor(), companyId) ? wallet.balance(actor(), companyId).total() : null;
        model.addAttribute("company", companies.visible(actor(), companyId));
        model.addAttribute("member", member);
        model.addAttribute("balance", balance);
    }

    /** Names and clocks of all of them are read at once. */
    private List<Row> rows(List<ServiceOrder> found) {
        Map<String, String> names = new HashMap<>(people.namesOf(OrderSteps.people(found)));
        names.remove(Actor.SYSTEM.id());
        Map<String, PaymentClock> clocks = orders.paymentClocks(
                found.stream().filter(order -> order.status() == Status.AWAITING_PAYMENT).toList());
        return found.stream().map(order -> new Row(order, clocks.get(order.id()),
                OrderSteps.of(order, clocks.get(order.id()), names), Orders.isServing(order))).toList();
    }

    private List<Month> months(ServiceOrder order) {
        Map<YearMonth, ServiceMonth> opened = months.ofOrder(order.id()).stream()
                .collect(Collectors.toMap(ServiceMonth::month, Function.identity()));
        List<Month> all = new ArrayList<>();
        for (int i = 0; i < order.monthsServed(); i++) {
            YearMonth month = order.firstMonth().plusMonths(i);
            all.add(new Month(month, opened.get(month)));
        }
        return all;
    }

    private Actor actor() {
        return currentActor.get();
    }
}
