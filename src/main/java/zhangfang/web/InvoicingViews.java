package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.document.Document;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.TitleRevision;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;

/** Titles and addresses as pages, API and files show them. */
@Component
class InvoicingViews {

    /**
     * A title as it stands.
     *
     * @param warnings  what the reader should look at again
     * @param reason    why it was rejected, or {@code null}
     * @param scans     of the newest revision; {@code null} in lists, as {@code revisions}
     */
    record TitleView(String id, String companyId, String companyName, String companyUscc, InvoiceTitle.Type type,
            String typeText, int revision, InvoiceTitle.Status status, String statusText, boolean usable,
            boolean isDefault, String name, String taxNumber, String registrationNumber, String registeredAddress,
            String registeredPhone, String bank, String bankAccount, OffsetDateTime savedAt, LocalDate reviewDue,
            String reason, OffsetDateTime decidedAt, List<String> warnings, List<ScanView> scans,
            List<RevisionView> revisions) {
    }

    record ScanView(String id, Document.Category category, String categoryText, String fileName, int size,
            String sha256) {
    }

    /** @param approved {@code null} while undecided, or for an ordinary title */
    record RevisionView(int revision, String name, String taxNumber, String registrationNumber,
            String registeredAddress, String registeredPhone, String bank, String bankAccount, String savedBy,
            OffsetDateTime savedAt, Boolean approved, String reason, String decidedBy, OffsetDateTime decidedAt) {
    }

    record AddressView(String id, String companyId, DeliveryAddress.Kind kind, String kindText, boolean isDefault,
            String recipient, String phone, String province, String city, String district, String detail,
            String postcode, String email, String line) {
    }

    private final Companies companies;
    private final People people;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;
    private final MessageSource messages;

    InvoicingViews(Companies companies, People people, InvoiceTitles titles, DeliveryAddresses addresses,
            MessageSource messages) {
        this.companies = companies;
        this.people = people;
        this.titles = titles;
        this.addresses = addresses;
        this.messages = messages;
    }

    List<TitleView> titles(Actor actor, String companyId, Locale locale) {
        List<InvoiceTitle> all = titles.of(actor, companyId);
        Company company = companies.get(companyId);
        String chosen = titles.defaultOf(companyId).map(InvoiceTitle::id).orElse(null);
        return all.stream().map(title -> view(title, company, title.id().equals(chosen), null, null, locale)).toList();
    }

    TitleView title(Actor actor, String companyId, String titleId, Locale locale) {
        InvoiceTitle title = titles.visible(actor, companyId, titleId);
        boolean chosen = titles.defaultOf(companyId).map(InvoiceTitle::id).filter(titleId::equals).isPresent();
        List<ScanView> scans = titles.scans(actor, companyId, titleId, title.revision()).stream()
                .map(scan -> new ScanView(scan.id(), scan.category(), text("document.category." + scan.category(), locale),
                        scan.fileName(), scan.size(), scan.sha256()))
                .toList();
        List<RevisionView> revisions = titles.revisions(actor, companyId, titleId).stream().map(this::view).toList();
        return view(title, companies.get(companyId), chosen, scans, revisions, locale);
    }

    List<AddressView> addresses(Actor actor, String companyId, Locale locale) {
        List<DeliveryAddress> all = addresses.of(actor, companyId);
        String chosen = addresses.defaultOf(companyId).map(DeliveryAddress::id).orElse(null);
        return all.stream().map(address -> view(address, address.id().equals(chosen), locale)).toList();
    }

    AddressView address(Actor actor, String companyId, String addressId, Locale locale) {
        DeliveryAddress address = addresses.visible(actor, companyId, addressId);
        Optional<String> chosen = addresses.defaultOf(companyId).map(DeliveryAddress::id);
        return view(address, chosen.filter(addressId::equals).isPresent(), locale);
    }

    /** The list of titles as a file. */
    Report titlesReport(Actor actor, String companyId, LocalDate today, Locale locale) {
        List<Column> columns = columns("billinginfo.title.", locale, "name", "type", "taxNumber", "bank", "bankAccount",
                "registeredAddress", "registeredPhone", "status", "isDefault");
        List<Row> rows = titles(actor, companyId, locale).stream().map(title -> Row.of(title.name(), title.typeText(),
                title.taxNumber(), title.bank(), title.bankAccount(), title.registeredAddress(),
                title.registeredPhone(), title.statusText(), mark(title.isDefault(), locale))).toList();
        return new Report("invoice-titles-" + today, text("money.nav.titles", locale), companies.get(companyId).name(),
                today.toString(), columns, rows);
    }

    /** The list of addresses as a file. */
    Report addressesReport(Actor actor, String companyId, LocalDate today, Locale locale) {
        List<Column> columns = columns("billinginfo.address.", locale, "recipient", "kind", "phone", "line", "postcode",
                "isDefault");
        List<Row> rows = addresses(actor, companyId, locale).stream().map(address -> Row.of(address.recipient(),
                address.kindText(), address.phone(), address.line(), address.postcode(),
                mark(address.isDefault(), locale))).toList();
        return new Report("mailing-addresses-" + today, text("money.nav.addresses", locale),
                companies.get(companyId).name(), today.toString(), columns, rows);
    }

    private List<Column> columns(String prefix, Locale locale, String... names) {
        return Arrays.stream(names).map(name -> Column.text(text(prefix + name, locale))).toList();
    }

    private String mark(boolean chosen, Locale locale) {
        return chosen ? text("billinginfo.default", locale) : "";
    }

    private TitleView view(InvoiceTitle title, Company company, boolean chosen, List<ScanView> scans,
            List<RevisionView> revisions, Locale locale) {
        return new TitleView(title.id(), title.companyId(), company.name(), company.uscc(), title.type(),
                text("invoicing.titleType." + title.type(), locale), title.revision(), title.status(),
                text("invoicing.titleStatus." + title.status(), locale), title.isUsable(), chosen, title.name(),
                title.taxNumber(), title.registrationNumber(), title.registeredAddress(), title.registeredPhone(),
                title.bank(), title.bankAccount(), here(title.savedAt()), title.reviewDue(), title.reason(),
                here(title.decidedAt()), InvoiceTitles.doubt(title).map(key -> text(key, locale)).stream().toList(),
                scans, revisions);
    }

    private RevisionView view(TitleRevision revision) {
        return new RevisionView(revision.revision(), revision.name(), revision.taxNumber(),
                revision.registrationNumber(), revision.registeredAddress(), revision.registeredPhone(),
                revision.bank(), revision.bankAccount(), people.nameOf(revision.savedBy()), here(revision.savedAt()),
                revision.approved(), revision.reason(),
                revision.decidedBy() == null ? null : people.nameOf(revision.decidedBy()), here(revision.decidedAt()));
    }

    private AddressView view(DeliveryAddress address, boolean chosen, Locale locale) {
        return new AddressView(address.id(), address.companyId(), address.kind(),
                text("invoicing.addressKind." + address.kind(), locale), chosen, address.recipient(), address.phone(),
                address.province(), address.city(), address.district(), address.detail(), address.postcode(),
                address.email(), address.line());
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
