package zhangfang.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.company.Company;
import zhangfang.identity.People;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;
import zhangfang.termination.Termination;

/** The hand-over list of a termination (交接清单), to be read, signed and kept. */
@Component
class TerminationReports {

    private final People people;
    private final MessageSource messages;

    TerminationReports(People people, MessageSource messages) {
        this.people = people;
        this.messages = messages;
    }

    Report handoverList(Company company, Termination termination, Locale locale) {
        List<Column> columns = List.of(Column.name(word("web.handover.kind", locale)),
                Column.centred(word("web.handover.quantity", locale)), Column.text(word("web.handover.remark", locale)));
        List<Row> rows = termination.handedOver().stream()
                .map(row -> new Row(RowKind.ENTRY, 0, Arrays.asList(row.kind(), row.quantity(), row.remark())))
                .toList();
        String on = termination.handedOverAt() == null ? ""
                : OrderingApi.here(termination.handedOverAt()).toLocalDate().toString();
        return new Report("handover-list-" + termination.id(), word("termination.page.list", locale), company.name(), on,
                columns, rows).withNotes(notes(termination, locale));
    }

    private List<String> notes(Termination termination, Locale locale) {
        if (termination.handedOverAt() == null) {
            return List.of();
        }
        String confirmed = termination.confirmedAt() == null ? word("termination.page.paper.unconfirmed", locale)
                : word("termination.page.paper.confirmed", locale, OrderingApi.here(termination.confirmedAt()).toLocalDate());
        return List.of(word("termination.page.paper.people", locale, people.nameOf(termination.handedOverBy()),
                termination.receivedBy()), confirmed);
    }

    private String word(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
