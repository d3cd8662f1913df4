package zhangfang.web;

import java.util.List;
import org.springframework.ui.Model;

/**
 * One page of a list that the database pages.
 *
 * @param number of the page, from 1 on
 * @param more   whether another page follows
 */
record Slice<T>(int number, List<T> rows, boolean more) {

    /** Further back nobody pages; the database would count its way through all rows before. */
    private static final int MOST = 10_000;

    /** Reads some rows from an offset on. */
    interface Reader<T> {
        List<T> read(int limit, int offset);
    }

    /** @param wanted number of the page, as it was asked for; what is out of range leads to the nearest one */
    static <T> Slice<T> read(int wanted, int size, Reader<T> reader) {
        int number = Math.max(1, Math.min(wanted, MOST));
        // one row more than is shown tells whether another page follows
        List<T> found = reader.read(size + 1, (number - 1) * size);
        return new Slice<>(number, found.subList(0, Math.min(size, found.size())), found.size() > size);
    }

    /** Fills in what the links to other pages need. */
    void show(Model model) {
        model.addAttribute("page", number);
        model.addAttribute("more", more);
    }
}
