package zhangfang.flow.engine;

/** Tells what an instance of one process is about; each process supplies one bean. */
public interface ProcessCases {

    /**
     * @param companyId   the company, or {@code null} for a process that concerns none
     * @param companyName its name
     * @param label       what tells this instance from the company's others: a month such as {@code 2026-11}, an order
     */
    record Case(String companyId, String companyName, String label) {
    }

    /** Id of the process, such as {@code serviceOrder}. */
    String processId();

    /** @param businessKey id of the domain row that the instance moves */
    Case caseOf(String businessKey);
}
