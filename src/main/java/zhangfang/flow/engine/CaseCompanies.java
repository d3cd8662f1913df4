package zhangfang.flow.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which company an instance is about, for lists over many instances in one statement: business keys are ids of the rows
 * of these tables, which all have an {@code id} and a {@code company_id}. One instance is told by its {@link ProcessCases}.
 */
final class CaseCompanies {

    /** By process id; a process that is not here concerns no company. */
    static final Map<String, String> TABLES = tables();

    private CaseCompanies() {
    }

    /**
     * Joins the company ({@code c}) to a business key.
     *
     * @param processKey  SQL of the process id
     * @param businessKey SQL of the business key
     */
    static String join(String processKey, String businessKey) {
        return TABLES.entrySet().stream()
                .map(entry -> "left join %2$s on %3$s = '%1$s' and %2$s.id = %4$s".formatted(entry.getKey(), entry.getValue(),
                        processKey, businessKey))
                .collect(Collectors.joining("\n"))
                + "\nleft join company c on c.id = coalesce("
                + TABLES.values().stream().map(table -> table + ".company_id").collect(Collectors.joining(", ")) + ")";
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("monthlyBookkeeping", "service_month");
        tables.put("serviceOrder", "service_order");
        tables.put("requirement", "requirement");
        tables.put("topUp", "top_up");
        tables.put("withdrawal", "withdrawal");
        tables.put("invoiceApplication", "invoice_application");
        tables.put("invoiceReturn", "invoice_return");
        tables.put("invoiceTitleReview", "invoice_title");
        tables.put("serviceTermination", "service_termination");
        tables.put("supportTicket", "support_ticket");
        return tables;
    }
}
