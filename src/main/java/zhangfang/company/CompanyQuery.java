package zhangfang.company;

/**
 * Which companies of a list are wanted.
 *
 * @param text  part of name, code, contact or phone, in any case; {@code null} or blank: all
 * @param page  from 1
 * @param limit rows of a page
 */
public record CompanyQuery(String text, Order order, boolean descending, int page, int limit) {

    /** Rows that a list shows at once. */
    public static final int PAGE = 50;
    private static final int MOST = 200;
    private static final int LAST_PAGE = 10_000;

    /** What a list is sorted by; each has its index, so that a page of many companies costs as much as one of few. */
    public enum Order {
        NAME("name %1$s, id %1$s"),
        USCC("uscc %1$s"),
        /** By user id of the keeper; companies without one stand at the end. */
        KEEPER("keeper_id %1$s nulls %2$s, name %1$s, id %1$s");

        private final String columns;

        Order(String columns) {
            this.columns = columns;
        }

        String sql(boolean descending) {
            return " order by " + columns.formatted(descending ? "desc" : "asc", descending ? "first" : "last");
        }
    }

    public CompanyQuery {
        text = text == null ? "" : text.strip();
        order = order == null ? Order.NAME : order;
        page = Math.max(1, Math.min(page, LAST_PAGE));
        limit = Math.max(1, Math.min(limit, MOST));
    }

    /** The first companies by name that a text is found in. */
    public static CompanyQuery first(String text, int limit) {
        return new CompanyQuery(text, Order.NAME, false, 1, limit);
    }

    int offset() {
        return (page - 1) * limit;
    }
}
