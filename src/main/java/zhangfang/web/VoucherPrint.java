package zhangfang.web;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.EntryHelp;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherDocuments;
import zhangfang.ledger.VoucherSearch;
import zhangfang.ledger.VoucherSearch.Filter;
import zhangfang.ledger.VoucherSearch.Order;
import zhangfang.ledger.Vouchers;
import zhangfang.report.VoucherPaper;
import zhangfang.report.VoucherSlip;
import zhangfang.report.VoucherSlip.Paper;

/** Prints vouchers (打印记账凭证): those chosen, or all of a month. */
@Controller
@RequestMapping("/companies/{companyId}/book/vouchers/print")
class VoucherPrint {

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Vouchers vouchers;
    private final VoucherSearch search;
    private final VoucherDocuments links;
    private final EntryHelp help;
    private final VoucherPeople people;
    private final VoucherPaper paper;

    VoucherPrint(CurrentActor currentActor, Companies companies, Vouchers vouchers, VoucherSearch search,
            VoucherDocuments links, EntryHelp help, VoucherPeople people, VoucherPaper paper) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.vouchers = vouchers;
        this.search = search;
        this.links = links;
        this.help = help;
        this.people = people;
        this.paper = paper;
    }

    /** @param period all vouchers of this month; else those of {@code ids} */
    @GetMapping
    ResponseEntity<byte[]> print(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(required = false) String period, @RequestParam(defaultValue = "A4") Paper paper, Locale locale) {
        Actor actor = currentActor.get();
        Company company = companies.booksVisible(actor, companyId);
        List<Voucher> chosen = period == null || ids != null ? vouchers.all(actor, companyId, ids == null ? List.of() : ids)
                : ofMonth(actor, companyId, LedgerApi.month("period", period));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline()
                        .filename("记账凭证-" + company.name() + ".pdf", StandardCharsets.UTF_8).build().toString())
                .cacheControl(CacheControl.noStore())
                .body(this.paper.write(slips(actor, company, chosen), paper, locale));
    }

    /** The same from a form, for more vouchers than an address has room for. */
    @PostMapping
    ResponseEntity<byte[]> printChosen(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(defaultValue = "A4") Paper paper, Locale locale) {
        return print(companyId, ids, null, paper, locale);
    }

    private List<Voucher> ofMonth(Actor actor, String companyId, YearMonth month) {
        return search.page(actor, companyId, Filter.ofMonth(month), Order.NUMBER, false, 1, VoucherPaper.MOST + 1).rows();
    }

    private List<VoucherSlip> slips(Actor actor, Company company, List<Voucher> chosen) {
        Map<String, String> paths = help.paths(actor, company.id());
        Map<String, String> names = people.names(chosen);
        Map<String, Integer> sheets = links.counts(chosen.stream().map(Voucher::id).toList());
        return chosen.stream().map(voucher -> new VoucherSlip(company.name(), voucher.date(), voucher.number(),
                sheets.getOrDefault(voucher.id(), 0),
                voucher.entries().stream().map(entry -> line(entry, paths)).toList(), names.get(voucher.preparedBy()),
                names.get(voucher.reviewedBy()), names.get(voucher.postedBy()))).toList();
    }

    private static VoucherSlip.Line line(Voucher.Entry entry, Map<String, String> paths) {
        String party = entry.counterparty().isEmpty() ? "" : "（" + entry.counterparty() + "）";
        return new VoucherSlip.Line(entry.summary(), entry.accountCode() + " " + paths.get(entry.accountCode()) + party,
                entry.debit(), entry.credit());
    }
}
