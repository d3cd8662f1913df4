package zhangfang.company;

import java.util.List;

/**
 * One page of companies.
 *
 * @param count how many there are in all; counting stops at {@link #COUNTED} + 1, so that a count costs no more than that
 * @param more  whether another page follows
 */
public record CompanyPage(List<Company> rows, int page, int count, boolean more) {

    /** More than so many are not counted. */
    public static final int COUNTED = 1_000;

    /** Whether there are more than were counted. */
    public boolean isUncounted() {
        return count > COUNTED;
    }
}
