package zhangfang.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import zhangfang.money.AmountInWords;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.report.VoucherSlip.Line;
import zhangfang.report.VoucherSlip.Paper;

/** Prints vouchers (会计基础工作规范 第五十一条), a long one on several sheets that say which of how many they are. */
@Component
public class VoucherPaper {

    /** More at once would hold memory for long. */
    public static final int MOST = 1_000;

    static final int LINES_ON_A_SHEET = 6;

    private static final String STYLE = PdfPages.text("/paper/voucher.css");

    private final MessageSource messages;

    VoucherPaper(MessageSource messages) {
        this.messages = messages;
    }

    /** @throws Refusal invalid, if there are none, or too many at once */
    public byte[] write(List<VoucherSlip> slips, Paper paper, Locale locale) {
        if (slips.isEmpty()) {
            throw Refusal.invalid("report.voucher.none");
        }
        if (slips.size() > MOST) {
            throw Refusal.invalid("report.voucher.tooMany", slips.size(), MOST);
        }
        String title = messages.getMessage("report.voucher", null, locale);
        return PdfPages.write(page(slips, paper, locale), title, slips.get(0).company(), slips.hashCode());
    }

    /** The page to be laid out: one {@code div.slip} for each sheet. */
    Document page(List<VoucherSlip> slips, Paper paper, Locale locale) {
        Tree tree = new Tree(locale);
        Element html = tree.add(tree.document, "html", null, null);
        html.setAttribute("lang", locale.toLanguageTag());
        Element head = tree.add(html, "head", null, null);
        tree.add(head, "title", null, tree.word("report.voucher"));
        tree.add(head, "style", null, STYLE + (paper == Paper.SLIP
                ? "@page { size: 240mm 140mm; margin: 7mm 12mm 5mm 16mm; }" : "@page { size: A4 portrait; margin: 6mm 12mm; }"));
        Element body = tree.add(html, "body", paper.name().toLowerCase(Locale.ROOT), null);
        int sheet = 0;
        for (VoucherSlip slip : slips) {
            int sheets = Math.max(1, (slip.lines().size() + LINES_ON_A_SHEET - 1) / LINES_ON_A_SHEET);
            for (int at = 0; at < sheets; at++) {
                boolean upper = paper == Paper.A4 && sheet % 2 == 0;
                tree.slip(tree.add(body, "div", sheet == 0 ? "slip first" : upper || paper == Paper.SLIP ? "slip next" : "slip lower",
                        null), slip, at, sheets);
                sheet++;
            }
        }
        return tree.document;
    }

    /** Builds the page, so that no text of a voucher can become markup. */
    private final class Tree {

        private final Locale locale;
        private final Document document;

        Tree(Locale locale) {
            this.locale = locale;
            try {
                document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
            } catch (ParserConfigurationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        void slip(Element place, VoucherSlip slip, int sheet, int sheets) {
            add(place, "div", "title", word("report.voucher"));
            head(place, slip, sheet, sheets);
            Element table = add(place, "table", "lines", null);
            Element titles = add(table, "tr", "titles", null);
            add(titles, "th", "summary", word("books.field.summary"));
            add(titles, "th", "account", word("report.voucher.account"));
            add(titles, "th", "money", word("report.voucher.debit"));
            add(titles, "th", "money", word("report.voucher.credit"));
            List<Line> lines = new ArrayList<>(slip.lines().subList(sheet * LINES_ON_A_SHEET,
                    Math.min((sheet + 1) * LINES_ON_A_SHEET, slip.lines().size())));
            for (int at = 0; at < LINES_ON_A_SHEET; at++) {
                line(table, at < lines.size() ? lines.get(at) : null);
            }
            total(table, slip, sheet == sheets - 1);
            signatures(place, slip);
        }

        private void head(Element place, VoucherSlip slip, int sheet, int sheets) {
            Element line = add(add(place, "table", "about", null), "tr", null, null);
            LocalDate date = slip.date();
            add(line, "td", "company", word("report.voucher.company", slip.company()));
            add(line, "td", "date", word("report.voucher.date", String.valueOf(date.getYear()),
                    String.valueOf(date.getMonthValue()), String.valueOf(date.getDayOfMonth())));
            String number = slip.number() == null ? word("report.voucher.noNumber")
                    : word("report.voucher.number", slip.number().toString());
            add(line, "td", "number", sheets == 1 ? number : number + "　" + (sheet + 1) + "/" + sheets);
            add(line, "td", "sheets", word("report.voucher.sheets", String.valueOf(slip.attachments())));
        }

        private void line(Element table, Line line) {
            Element row = add(table, "tr", "line", null);
            boxed(row, "summary", line == null ? "" : line.summary());
            boxed(row, "account", line == null ? "" : line.account());
            money(row, line == null ? Money.ZERO : line.debit());
            money(row, line == null ? Money.ZERO : line.credit());
        }

        /** A row keeps its height, however long the text is. */
        private void boxed(Element row, String name, String text) {
            add(add(row, "td", name, null), "div", "box", text);
        }

        private void money(Element row, Money amount) {
            add(row, "td", amount.isNegative() ? "money red" : "money", amount.isZero() ? "" : amount.grouped());
        }

        private void total(Element table, VoucherSlip slip, boolean last) {
            Element row = add(table, "tr", "total", null);
            Element words = add(row, "td", "words", last
                    ? word("report.voucher.total", AmountInWords.of(sum(slip, Line::debit))) : word("report.voucher.goesOn"));
            words.setAttribute("colspan", "2");
            money(row, last ? sum(slip, Line::debit) : Money.ZERO);
            money(row, last ? sum(slip, Line::credit) : Money.ZERO);
        }

        private static Money sum(VoucherSlip slip, Function<Line, Money> side) {
            return slip.lines().stream().map(side).reduce(Money.ZERO, Money::plus);
        }

        private void signatures(Element place, VoucherSlip slip) {
            Element line = add(add(place, "table", "signatures", null), "tr", null, null);
            add(line, "td", null, word("report.voucher.head"));
            add(line, "td", null, word("report.voucher.poster", signed(slip.poster())));
            add(line, "td", null, word("report.voucher.reviewer", signed(slip.reviewer())));
            add(line, "td", null, word("report.voucher.preparer", signed(slip.preparer())));
        }

        private static String signed(String name) {
            return name == null ? "" : name;
        }

        String word(String key, Object... args) {
            return messages.getMessage(key, args, locale);
        }

        Element add(Node parent, String name, String type, String text) {
            Element element = document.createElement(name);
            if (type != null) {
                element.setAttribute("class", type);
            }
            if (text != null && !text.isEmpty()) {
                element.appendChild(document.createTextNode(text));
            }
            parent.appendChild(element);
            return element;
        }
    }
}
