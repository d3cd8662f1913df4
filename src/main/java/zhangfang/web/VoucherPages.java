package zhangfang.web;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.identity.Role;
import zhangfang.ledger.CashFlows;
import zhangfang.ledger.Closing;
import zhangfang.ledger.EntryHelp;
import zhangfang.ledger.Journal;
import zhangfang.ledger.SourceDocuments;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherBatch;
import zhangfang.ledger.VoucherBatch.Outcome;
import zhangfang.ledger.VoucherDocuments;
import zhangfang.ledger.VoucherImports;
import zhangfang.ledger.VoucherSearch;
import zhangfang.ledger.VoucherSearch.Filter;
import zhangfang.ledger.VoucherSearch.Order;
import zhangfang.ledger.VoucherSearch.Wanted;
import zhangfang.ledger.Vouchers;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** Pages of a month's vouchers (记账凭证): the list with import, review and posting, and one voucher. */
@Controller
@RequestMapping("/companies/{companyId}/book/vouchers")
class VoucherPages {

    private static final int ON_A_PAGE = 100;
    private static final int TO_CHOOSE_FROM = 100;
    /** The part of an address that says which vouchers are listed. */
    private static final String QUERY = "\\?[\\w=&%.+-]{1,1000}";

    /** A voucher that a command was not done for. */
    record NotDone(String voucherId, String name, String why) {
    }

    private final BookFrame frame;
    private final Vouchers vouchers;
    private final VoucherImports imports;
    private final CashFlows cashFlows;
    private final Closing closing;
    private final VoucherPeople people;
    private final VoucherDocuments links;
    private final SourceDocuments sources;
    private final EntryHelp help;
    private final VoucherSearch search;
    private final VoucherBatch batches;
    private final Journal journal;

    VoucherPages(BookFrame frame, Vouchers vouchers, VoucherImports imports, CashFlows cashFlows, Closing closing,
            VoucherPeople people, VoucherDocuments links, SourceDocuments sources, EntryHelp help,
            VoucherSearch search, VoucherBatch batches, Journal journal) {
        this.frame = frame;
        this.vouchers = vouchers;
        this.imports = imports;
        this.cashFlows = cashFlows;
        this.closing = closing;
        this.people = people;
        this.links = links;
        this.sources = sources;
        this.help = help;
        this.search = search;
        this.batches = batches;
        this.journal = journal;
    }

    @GetMapping
    String list(@PathVariable String companyId, VoucherQuery query, @RequestParam(defaultValue = "1") int page,
            Model model) {
        if (frame.show(companyId, "vouchers", model).isEmpty()) {
            return toBook(companyId);
        }
        Filter filter = query.filter(YearMonth.parse((String) model.getAttribute("period")));
        VoucherSearch.Page found = search.page(frame.actor(), companyId, filter, query.order(), query.descending(), page,
                ON_A_PAGE);
        boolean oneMonth = filter.from().equals(filter.to());
        model.addAttribute("period", filter.from().toString());
        model.addAttribute("from", filter.from());
        model.addAttribute("to", filter.to());
        model.addAttribute("oneMonth", oneMonth);
        model.addAttribute("query", query);
        model.addAttribute("closed", oneMonth && closing.isClosed(companyId, filter.from()));
        model.addAttribute("vouchers", found.rows());
        model.addAttribute("found", found);
        model.addAttribute("sheets", links.counts(found.rows().stream().map(Voucher::id).toList()));
        model.addAttribute("names", people.names(found.rows()));
        model.addAttribute("preparers", people.namesOf(journal.preparers(frame.actor(), companyId, filter.from(), filter.to())));
        model.addAttribute("progress", oneMonth ? vouchers.progress(companyId, filter.from()) : null);
        model.addAttribute("states", Wanted.values());
        addAddresses("/companies/" + companyId + "/book/vouchers", query, filter, found, model);
        return "books/vouchers";
    }

    private static void addAddresses(String list, VoucherQuery query, Filter filter, VoucherSearch.Page found, Model model) {
        Map<String, String> sorts = new HashMap<>();
        for (Order order : Order.values()) {
            boolean turned = query.order() == order && !query.descending();
            sorts.put(order.name(), query.address(list, filter.from(), filter.to(), "sort", (turned ? "-" : "") + order));
        }
        model.addAttribute("sorts", sorts);
        model.addAttribute("sorted", query.order().name());
        model.addAttribute("descending", query.descending());
        model.addAttribute("previous", query.address(list, filter.from().minusMonths(1), filter.from().minusMonths(1)));
        model.addAttribute("next", query.address(list, filter.to().plusMonths(1), filter.to().plusMonths(1)));
        model.addAttribute("back", query.address("", filter.from(), filter.to(), "page", String.valueOf(found.page())));
        model.addAttribute("earlier", found.page() == 1 ? null
                : query.address(list, filter.from(), filter.to(), "page", String.valueOf(found.page() - 1)));
        model.addAttribute("later", found.page() == found.pages() ? null
                : query.address(list, filter.from(), filter.to(), "page", String.valueOf(found.page() + 1)));
    }

    @PostMapping("/import")
    String importFile(@PathVariable String companyId, @RequestParam(required = false) MultipartFile file,
            @RequestParam(defaultValue = "false") boolean post, @RequestParam(required = false) String period,
            RedirectAttributes flash) throws IOException {
        try {
            List<Voucher> imported = imports.importFile(frame.actor(), companyId, BookFrame.content(file), post);
            frame.done(flash, post ? "books.vouchers.importedAndPosted" : "books.vouchers.imported",
                    String.valueOf(imported.size()));
            return toList(companyId, imported.get(0).period().toString());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
            return toList(companyId, period);
        }
    }

    @PostMapping("/review")
    String review(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(required = false) String back, @RequestParam(required = false) String period,
            RedirectAttributes flash) {
        return batch(companyId, back, period, flash, "books.vouchers.reviewed",
                () -> batches.review(frame.actor(), companyId, chosen(ids)));
    }

    @PostMapping("/post")
    String post(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(required = false) String back, @RequestParam(required = false) String period,
            RedirectAttributes flash) {
        return batch(companyId, back, period, flash, "books.vouchers.posted",
                () -> batches.post(frame.actor(), companyId, chosen(ids)));
    }

    @PostMapping("/delete")
    String deleteChosen(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(required = false) String back, @RequestParam(required = false) String period,
            RedirectAttributes flash) {
        return batch(companyId, back, period, flash, "voucher.batch.deleted",
                () -> batches.delete(frame.actor(), companyId, chosen(ids)));
    }

    /** Says how many it was done for, and of each other voucher why not. */
    private String batch(String companyId, String back, String period, RedirectAttributes flash, String done,
            Supplier<Outcome> command) {
        try {
            Outcome outcome = command.get();
            if (outcome.done() > 0) {
                frame.done(flash, done, String.valueOf(outcome.done()));
            }
            if (!outcome.refused().isEmpty()) {
                flash.addFlashAttribute("refusedVouchers", outcome.refused().stream().map(refused ->
                        new NotDone(refused.voucherId(), refused.name(), frame.sentence(refused.reason()))).toList());
            }
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return back != null && back.matches(QUERY) ? "redirect:/companies/" + companyId + "/book/vouchers" + back
                : toList(companyId, period);
    }

    @PostMapping("/post-all")
    String reviewAndPostAll(@PathVariable String companyId, @RequestParam(required = false) String period,
            RedirectAttributes flash) {
        return act(companyId, period, flash, () -> {
            int posted = vouchers.reviewAndPostAll(frame.actor(), companyId, LedgerApi.month("period", period));
            frame.done(flash, "books.vouchers.posted", String.valueOf(posted));
        });
    }

    @PostMapping("/{voucherId}/delete")
    String delete(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam(required = false) String period, RedirectAttributes flash) {
        return act(companyId, period, flash, () -> {
            vouchers.delete(frame.actor(), companyId, voucherId);
            frame.done(flash, "books.vouchers.deleted");
        });
    }

    /** A reviewer's reversal is posted at once, an accountant's waits for review. */
    @PostMapping("/{voucherId}/reverse")
    String reverse(@PathVariable String companyId, @PathVariable String voucherId, RedirectAttributes flash) {
        try {
            Voucher reversal = vouchers.reverse(frame.actor(), companyId, voucherId, null,
                    frame.actor().is(Role.REVIEWER));
            frame.done(flash, "books.vouchers.reversed");
            return "redirect:/companies/" + companyId + "/book/vouchers/" + reversal.id();
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
            return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId;
        }
    }

    /** @param tags {@code line-1=6}: the line of the cash flow statement for each entry's cash; those left alone stay */
    @PostMapping("/{voucherId}/cash-flow-lines")
    String retag(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam Map<String, String> tags, RedirectAttributes flash) {
        try {
            List<CashFlows.Tag> changed = new ArrayList<>();
            for (Voucher.Entry entry : vouchers.get(frame.actor(), companyId, voucherId).entries()) {
                String line = tags.getOrDefault("line-" + entry.line(), "");
                if (entry.cash() != null && line.matches("\\d{1,2}")
                        && Integer.parseInt(line) != entry.cash().cashFlowLine()) {
                    changed.add(new CashFlows.Tag(voucherId, entry.line(), Integer.valueOf(line)));
                }
            }
            cashFlows.tag(frame.actor(), companyId, changed);
            frame.done(flash, "books.voucher.retagged");
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId;
    }

    /** The voucher's documents and, for who may link more, those of its month and those that no voucher rests on. */
    private void addDocuments(String companyId, Voucher voucher, Model model) {
        List<String> linked = links.of(frame.actor(), companyId, voucher.id());
        model.addAttribute("sources", sources.of(frame.actor(), companyId, linked));
        model.addAttribute("sheets", links.counts(List.of(voucher.id())).getOrDefault(voucher.id(), 0));
        if (Boolean.TRUE.equals(model.getAttribute("mayWrite"))) {
            model.addAttribute("others", Stream.concat(
                    sources.page(frame.actor(), companyId, voucher.period(), false, null, 1, TO_CHOOSE_FROM).rows().stream(),
                    sources.page(frame.actor(), companyId, null, true, null, 1, TO_CHOOSE_FROM).rows().stream())
                    .filter(source -> !linked.contains(source.id())).distinct().toList());
        }
    }

    @GetMapping("/{voucherId}")
    String one(@PathVariable String companyId, @PathVariable String voucherId, Model model) {
        frame.show(companyId, "vouchers", model);
        Voucher voucher = vouchers.get(frame.actor(), companyId, voucherId);
        model.addAttribute("voucher", voucher);
        model.addAttribute("period", voucher.period().toString());
        model.addAttribute("names", people.names(List.of(voucher)));
        model.addAttribute("debit", voucher.entries().stream().map(Voucher.Entry::debit).reduce(Money.ZERO, Money::plus));
        model.addAttribute("credit", voucher.entries().stream().map(Voucher.Entry::credit)
                .reduce(Money.ZERO, Money::plus));
        model.addAttribute("hasCash", voucher.entries().stream().anyMatch(entry -> entry.cash() != null));
        model.addAttribute("hasTags", voucher.entries().stream().anyMatch(entry -> entry.cashFlowLine() != null));
        model.addAttribute("closed", closing.isClosed(companyId, voucher.period()));
        model.addAttribute("cashFlowItems", frame.cashFlowItems(companyId));
        model.addAttribute("paths", help.paths(frame.actor(), companyId));
        addDocuments(companyId, voucher, model);
        return "books/voucher";
    }

    private static List<String> chosen(List<String> ids) {
        return ids == null ? List.of() : ids;
    }

    private String act(String companyId, String period, RedirectAttributes flash, Runnable action) {
        try {
            action.run();
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return toList(companyId, period);
    }

    private static String toBook(String companyId) {
        return "redirect:/companies/" + companyId + "/book";
    }

    private static String toList(String companyId, String period) {
        boolean readable = period != null && period.matches("[0-9]{4}-[0-9]{2}");
        return "redirect:/companies/" + companyId + "/book/vouchers" + (readable ? "?period=" + period : "");
    }
}
