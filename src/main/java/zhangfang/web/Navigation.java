package zhangfang.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.refusal.Refusal;

/**
 * The way around for whoever asks: what his roles bring, and the pages of the company that he is at. That is the one of
 * the address, else the one he was at before, else his only one.
 */
@Component
class Navigation {

    private static final Pattern COMPANY = Pattern.compile("^/companies/(C[\\w-]+)(/.*)?$");
    private static final String LAST_COMPANY = Navigation.class.getName() + ".company";

    /**
     * @param areas what the link stands for: it is the present one on every page below these
     * @param icon  name of a Bootstrap icon
     */
    record Link(String href, List<String> areas, String key, String icon) {

        /** How much of the path the link stands for; 0 for nothing of it. */
        private int covered(String path) {
            return areas.stream()
                    .filter(area -> path.equals(area) || area.length() > 1 && path.startsWith(area + "/"))
                    .mapToInt(String::length).max().orElse(0);
        }
    }

    /** @param key of the heading, or {@code null} for none */
    record Section(String key, List<Link> links) {
    }

    /** @param company the company in context, or {@code null} */
    record Way(Company company, List<Section> sections, Link present) {

        public boolean at(Link link) {
            return link == present;
        }
    }


    private final CurrentActor currentActor;
    private final Companies companies;
    private final Books books;

    Navigation(CurrentActor currentActor, Companies companies, Books books) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.books = books;
    }

    /** The way around from the page that is being answered. */
    public Way getWay() {
        Actor actor = currentActor.get();
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        String path = path(request);
        Company company = company(actor, path).orElse(null);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(null, ofRoles(actor)));
        if (company != null) {
            sections.addAll(ofCompany(actor, company.id()));
        }
        Link present = sections.stream().flatMap(section -> section.links().stream())
                .filter(link -> link.covered(path) > 0)
                .max(Comparator.comparingInt(link -> link.covered(path))).orElse(null);
        return new Way(company, sections, present);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private Optional<Company> company(Actor actor, String path) {
        RequestAttributes attributes = RequestContextHolder.currentRequestAttributes();
        Matcher matcher = COMPANY.matcher(path);
        String id;
        if (matcher.matches()) {
            id = matcher.group(1);
        } else {
            id = (String) attributes.getAttribute(LAST_COMPANY, RequestAttributes.SCOPE_SESSION);
            if (id == null && actor.companies().size() == 1) {
                id = actor.companies().iterator().next();
            }
        }
        Optional<Company> company = id == null ? Optional.empty() : visible(actor, id);
        if (matcher.matches()) {
            company.ifPresent(seen -> attributes.setAttribute(LAST_COMPANY, seen.id(),
                    RequestAttributes.SCOPE_SESSION));
        }
        return company;
    }

    /** An error page about a company that the person may not see has a frame as well. */
    private Optional<Company> visible(Actor actor, String companyId) {
        try {
            return Optional.of(companies.visible(actor, companyId));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static List<Link> ofRoles(Actor actor) {
        List<Link> links = new ArrayList<>();
        boolean keepsBooks = actor.isAny(Role.ACCOUNTANT, Role.REVIEWER);
        boolean watches = actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR);
        if (keepsBooks) {
            links.add(link("/workbench", "frame.nav.workbench", "kanban"));
        }
        if (watches) {
            links.add(link("/board", "frame.nav.board", "speedometer2"));
            links.add(link("/deadlines", "frame.nav.deadlines", "alarm"));
            links.add(link("/rules", "frame.nav.rules", "table"));
        }
        if (!keepsBooks && !actor.is(Role.PROCESS_OWNER)) {
            links.add(link("/", actor.is(Role.CUSTOMER) ? "frame.nav.overview" : "frame.nav.home", "house"));
        }
        links.add(link("/companies", "frame.nav.companies", "buildings"));
        if (MoneyReaders.readsAll(actor)) {
            links.add(link("/transfers", "frame.nav.transfers", "bank"));
            links.add(link("/invoices", "frame.nav.openInvoices", "receipt-cutoff"));
        }
        if (watches) {
            links.add(link("/terminations", "frame.nav.openTerminations", "door-closed"));
            links.add(link("/calendar", "frame.nav.calendar", "calendar3"));
            links.add(link("/outbox", "frame.nav.outbox", "send"));
        }
        return links;
    }

    private List<Section> ofCompany(Actor actor, String companyId) {
        String at = "/companies/" + companyId;
        boolean seesBooks = Companies.seesBooks(actor, companyId);
        boolean seesMoney = MoneyReaders.reads(actor, companyId);
        List<Section> sections = new ArrayList<>();
        List<Link> service = new ArrayList<>();
        service.add(link(at, "frame.nav.company", "building"));
        if (actor.isMemberOf(companyId)) {
            service.add(link(at + "/packages", "frame.nav.packages", "box-seam"));
        }
        service.add(link(at + "/requirements", "frame.nav.requirements", "chat-left-text"));
        service.add(link(at + "/orders", "frame.nav.orders", "bag-check"));
        if (seesBooks) {
            service.add(link(at + "/mailings", "frame.nav.mailings", "envelope-paper"));
        }
        service.add(link(at + "/months", "frame.nav.months", "list-check"));
        sections.add(new Section("frame.section.service", service));
        if (seesBooks) {
            List<Link> reports = ofBooks(actor, companyId, at);
            if (!reports.isEmpty()) {
                sections.add(new Section("frame.section.books", reports));
            }
        }
        List<Link> money = new ArrayList<>();
        if (seesMoney) {
            money.add(link(at + "/wallet", "frame.nav.wallet", "wallet2"));
            money.add(link(at + "/invoices", "frame.nav.invoices", "receipt"));
            money.add(link(at + "/invoice-titles", "frame.nav.titles", "card-heading"));
            money.add(link(at + "/mailing-addresses", "frame.nav.addresses", "geo-alt"));
            money.add(link(at + "/recurring-invoicing", "frame.nav.recurring", "arrow-repeat"));
            money.add(link(at + "/tickets", "frame.nav.tickets", "life-preserver"));
        }
        if (!money.isEmpty()) {
            sections.add(new Section("frame.section.money", money));
        }
        List<Link> details = new ArrayList<>();
        details.add(link(at + "/profile", "frame.nav.profile", "person-vcard"));
        if (actor.isMemberOf(companyId) || actor.isAny(Role.ACCOUNTANT, Role.PROCESS_OWNER)) {
            details.add(link(at + "/terminations", "frame.nav.terminations", "door-open"));
        }
        sections.add(new Section("frame.section.company", details));
        return sections;
    }

    /** Without books there is nothing to read; who keeps books may open them. */
    private List<Link> ofBooks(Actor actor, String companyId, String at) {
        if (!books.isOpened(companyId)) {
            return actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)
                    ? List.of(link(at + "/book", "frame.nav.book", "journal-text")) : List.of();
        }
        return List.of(
                new Link(at + "/statements", List.of(at + "/statements", at + "/ageing"), "frame.nav.statements",
                        "file-earmark-bar-graph"),
                link(at + "/statements/trial-balance", "frame.nav.trialBalance", "list-columns"),
                link(at + "/taxes", "frame.nav.taxes", "percent"),
                new Link(at + "/book/vouchers", Stream.of("/book", "/ledger", "/general-ledger", "/columns",
                        "/counterparties", "/journal").map(page -> at + page).toList(), "frame.nav.book",
                        "journal-text"));
    }

    private static Link link(String href, String key, String icon) {
        return new Link(href, List.of(href), key, icon);
    }
}
