package zhangfang.invoicing;

/** Makes up months of recurring invoicing that were missed; implemented where processes are known. */
public interface RecurringInvoicingProcess {

    /** Begins every month that is due and was not begun, the earliest first. @return how many */
    int makeUp();
}
