package zhangfang.company;

/** Which companies have books, whose chart of accounts follows the standard; implemented where books are kept. */
public interface OpenedBooks {

    boolean isOpened(String companyId);
}
