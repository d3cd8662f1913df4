package zhangfang.web;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.engagement.KeeperHandover;
import zhangfang.engagement.KeeperHandovers;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailings;
import zhangfang.ledger.BookFiles;
import zhangfang.ledger.Books;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Closing.MonthState;
import zhangfang.ledger.JournalFile;
import zhangfang.ledger.VoucherFile;
import zhangfang.refusal.Refusal;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;
import zhangfang.report.ReportFiles;
import zhangfang.report.ReportFormat;
import zhangfang.statements.IssuedStatements;
import zhangfang.statements.IssuedStatements.Issued;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.StatementKind;
import zhangfang.statements.StatementSet;
import zhangfang.statements.Statements;
import zhangfang.statements.TrialBalance;
import zhangfang.tax.TaxFigures;
import zhangfang.tax.TaxFilings;
import zhangfang.termination.Termination;
import zhangfang.termination.Terminations;

/**
 * Everything of a company's books in one zip, for its people (财会〔2024〕12号 art. 41: the data are the user's, and no reason
 * allows refusing their export). One report, one month's vouchers or one document is held in memory at a time; the queries
 * grow with months and documents, never with vouchers.
 */
@Service
class BookExport {

    private static final int MOST_AT_ONCE = 4;

    private final Companies companies;
    private final Books books;
    private final Closing closing;
    private final BookFiles bookFiles;
    private final VoucherFile vouchers;
    private final JournalFile journal;
    private final Statements statements;
    private final IssuedStatements issued;
    private final TaxFigures taxes;
    private final TaxFilings filings;
    private final KeeperHandovers handovers;
    private final Mailings mailings;
    private final Terminations terminations;
    private final Documents documents;
    private final People people;
    private final ReportTables tables;
    private final ReportFiles files;
    private final BusinessClock clock;
    private final Audit audit;
    private final MessageSource messages;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    BookExport(Companies companies, Books books, Closing closing, BookFiles bookFiles, VoucherFile vouchers,
            JournalFile journal, Statements statements, IssuedStatements issued, TaxFigures taxes, TaxFilings filings,
            KeeperHandovers handovers, Mailings mailings, Terminations terminations, Documents documents, People people,
            ReportTables tables, ReportFiles files, BusinessClock clock, Audit audit, MessageSource messages) {
        this.companies = companies;
        this.books = books;
        this.closing = closing;
        this.bookFiles = bookFiles;
        this.vouchers = vouchers;
        this.journal = journal;
        this.statements = statements;
        this.issued = issued;
        this.taxes = taxes;
        this.filings = filings;
        this.handovers = handovers;
        this.mailings = mailings;
        this.terminations = terminations;
        this.documents = documents;
        this.people = people;
        this.tables = tables;
        this.files = files;
        this.clock = clock;
        this.audit = audit;
        this.messages = messages;
    }

    /** Who takes a company's books along: its members, the accountant who keeps it, process owners. */
    static boolean mayExport(Actor actor, Company company) {
        return actor.isMemberOf(company.id()) || actor.is(Role.PROCESS_OWNER)
                || actor.is(Role.ACCOUNTANT) && actor.id().equals(company.keeperId());
    }

    /** Asks for the export; what is asked for is recorded. @throws Refusal not found, forbidden, or too many at once */
    @Transactional
    public Company request(Actor actor, String companyId) {
        Company company = companies.visible(actor, companyId);
        if (!mayExport(actor, company)) {
            throw Refusal.forbidden("termination.export.notAllowed");
        }
        if (!places.tryAcquire()) {
            throw Refusal.conflict("termination.export.busy");
        }
        audit.record(actor, "book.export", companyId, companyId, null);
        return company;
    }

    /** Gives back the place that a request took. */
    void done() {
        places.release();
    }

    /** Writes the zip, out of one snapshot. The stream stays open. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void write(Actor actor, Company company, Locale locale, OutputStream out) {
        Source source = new Source(actor, company, locale);
        try (ExportArchive zip = new ExportArchive(out, clock.now())) {
            zip.add("README.txt", word(source, "termination.export.readme", company.name(), company.uscc(),
                    clock.today()).getBytes(StandardCharsets.UTF_8));
            if (books.find(company.id()).isPresent()) {
                book(zip, source);
            }
            lists(zip, source);
            documents(zip, source);
        }
    }

    private record Source(Actor actor, Company company, Locale locale) {

        String id() {
            return company.id();
        }
    }

    private void book(ExportArchive zip, Source source) {
        zip.add("chart.csv", bookFiles.chart(source.actor, source.id()));
        zip.add("opening-balances.csv", bookFiles.openings(source.actor, source.id()));
        List<MonthState> months = closing.months(source.actor, source.id());
        for (MonthState month : months) {
            if (month.posted() > 0) {
                zip.add("vouchers/" + month.period() + ".csv",
                        vouchers.export(source.actor, source.id(), month.period(), month.period()));
            }
        }
        zip.add("journal.hledger", out -> journal.write(source.actor, source.id(), JournalFile.Format.HLEDGER,
                journal.range(source.actor, source.id(), null, null), out));
        List<Report.Row> filed = new ArrayList<>();
        for (MonthState month : months) {
            List<Issued> revisions = issued.all(source.id(), month.period());
            if (month.closed() || !revisions.isEmpty()) {
                period(zip, source, month.period(), revisions);
            }
            filings.find(source.id(), month.period()).ifPresent(filing -> filed.add(entry(filing.period(),
                    filing.filedOn(), filing.reference(), filing.paidOn(), filing.paymentReference())));
        }
        add(zip, source, "taxes/filings", "termination.export.filings", List.of("period", "filedOn", "reference",
                "paidOn", "paymentReference"), filed);
    }

    private void period(ExportArchive zip, Source source, YearMonth month, List<Issued> revisions) {
        TrialBalance balance = statements.trialBalance(source.id(), month, month, TrialBalance.Options.USUAL);
        excel(zip, "trial-balance/" + month, tables.trialBalance(source.company, balance, false, source.locale), source);
        StatementSet current = statements.of(source.id(), ReportPeriod.parse(month.toString()));
        for (StatementKind kind : StatementKind.values()) {
            String path = "statements/" + month + "/" + kind.path();
            for (Issued one : revisions) {
                excel(zip, path + "-r" + one.revision(), tables.issued(source.company, one.statements().of(kind),
                        one.revision(), source.locale), source);
            }
            if (revisions.isEmpty()) {
                excel(zip, path, tables.statement(source.company, current.of(kind), source.locale), source);
            }
        }
        excel(zip, "taxes/" + month, tables.taxes(source.company, taxes.of(source.id(), month), source.locale), source);
    }

    /** What changed hands: documents that came, the company from accountant to accountant, things handed back. */
    private void lists(ExportArchive zip, Source source) {
        List<Row> rows = new ArrayList<>();
        for (Mailing mailing : mailings.signedOf(source.id())) {
            mailing.handover().forEach(row -> rows.add(entry(word(source, "termination.export.mailing"), mailing.id(),
                    OrderingApi.here(mailing.settledAt()).toLocalDate(), name(mailing.announcedBy()),
                    name(mailing.settledBy()), row.kind(), row.quantity(), row.remark())));
        }
        for (KeeperHandover handover : handovers.list(source.actor, source.id())) {
            handover.rows().forEach(row -> rows.add(entry(word(source, "termination.export.keeper"), handover.id(),
                    OrderingApi.here(handover.handedOverAt()).toLocalDate(), name(handover.handedOverBy()),
                    name(handover.takenOverBy()), row.kind(), row.quantity(), row.remark())));
        }
        for (Termination termination : terminations.of(source.actor, source.id())) {
            termination.handedOver().forEach(row -> rows.add(entry(word(source, "termination.export.returned"),
                    termination.id(), OrderingApi.here(termination.handedOverAt()).toLocalDate(),
                    name(termination.handedOverBy()), termination.receivedBy(), row.kind(), row.quantity(),
                    row.remark())));
        }
        add(zip, source, "handovers", "termination.export.handovers", List.of("what", "id", "date", "from", "to", "kind",
                "quantity", "remark"), rows);
    }

    private void documents(ExportArchive zip, Source source) {
        List<Row> index = new ArrayList<>();
        for (Document document : documents.ofTheBooks(source.id())) {
            String path = "documents/" + document.id() + "-" + ExportArchive.safe(document.fileName());
            zip.add(path, documents.get(document.id()).content());
            index.add(entry(path, document.fileName(), word(source, "document.category." + document.category()),
                    OrderingApi.here(document.keptAt()).toLocalDate(), name(document.uploadedBy()), document.size(),
                    document.sha256(), document.ownerId()));
        }
        add(zip, source, "documents/index", "termination.export.documents", List.of("path", "fileName", "category",
                "date", "from", "size", "sha256", "belongsTo"), index);
    }

    private void excel(ExportArchive zip, String path, Report report, Source source) {
        zip.add(path + ".xlsx", files.write(report, ReportFormat.XLSX, source.locale));
    }

    private void add(ExportArchive zip, Source source, String path, String title, List<String> columns, List<Row> rows) {
        Report report = new Report(path, word(source, title), source.company.name(), clock.today().toString(),
                columns.stream().map(column -> Column.text(word(source, "termination.export.column." + column)))
                        .collect(Collectors.toList()), rows);
        zip.add(path + ".csv", files.write(report, ReportFormat.CSV, source.locale));
    }

    private static Row entry(Object... cells) {
        return new Row(RowKind.ENTRY, 0, Arrays.stream(cells)
                .map(cell -> cell instanceof Integer ? cell : Optional.ofNullable(cell).map(Object::toString).orElse(""))
                .toList());
    }

    private String name(String user) {
        return user == null ? "" : people.nameOf(user);
    }

    private String word(Source source, String key, Object... args) {
        return messages.getMessage(key, args, source.locale);
    }
}
