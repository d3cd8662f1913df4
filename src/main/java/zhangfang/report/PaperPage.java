package zhangfang.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import zhangfang.money.Money;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.HeadCell;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;
import zhangfang.report.Report.Type;

/** The page that a report is laid out from. */
final class PaperPage {

    private static final int MANY_COLUMNS = 10;
    private static final int VERY_MANY_COLUMNS = 13;
    private static final String LANDSCAPE = "@page { size: A4 landscape; }";
    /** A full-width space per level, which is how forms indent. */
    private static final String INDENT = "\u3000";

    /** A column where it stands on paper. */
    private record Place(int index, Column column, String title) {
    }

    private final Report report;
    private final ReportFiles.Frame frame;
    private final Document document;
    private final List<Place> places;

    PaperPage(Report report, ReportFiles.Frame frame) {
        this.report = report;
        this.frame = frame;
        this.document = emptyDocument();
        this.places = report.paper().twoSides() ? sides() : side(null);
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<Place> sides() {
        List<Place> both = new ArrayList<>();
        report.paper().sides().forEach(name -> both.addAll(side(name)));
        return both;
    }

    private List<Place> side(String name) {
        return report.paper().order().stream().map(index -> {
            Column column = report.columns().get(index);
            return new Place(index, column, name != null && column.type() == Type.NAME ? name : column.title());
        }).toList();
    }

    Document document(String style) {
        Element html = document.createElement("html");
        html.setAttribute("lang", frame.language());
        document.appendChild(html);
        Element head = add(html, "head", null);
        add(head, "title", report.title() + " " + report.period());
        add(head, "style", PaperReport.isWide(report) ? style + LANDSCAPE : style);
        Element body = add(html, "body", null);
        body.setAttribute("class", bodyClass());
        Element table = add(body, "table", null);
        head(add(table, "thead", null));
        Element tbody = add(table, "tbody", null);
        if (report.paper().twoSides()) {
            rowsOfTwoSides(tbody);
        } else {
            report.rows().forEach(row -> row(tbody, row));
        }
        report.notes().forEach(note -> add(body, "p", note).setAttribute("class", "note"));
        return document;
    }

    private String bodyClass() {
        if (report.paper().twoSides()) {
            return "wide two-sides";
        }
        String wide = PaperReport.isWide(report) ? "wide" : "";
        if (places.size() > VERY_MANY_COLUMNS) {
            return wide + " widest";
        }
        return places.size() > MANY_COLUMNS ? wide + " very-wide" : wide;
    }

    private void head(Element thead) {
        headingLine(thead, "title").appendChild(document.createTextNode(report.title()));
        if (!report.form().isEmpty()) {
            headingLine(thead, "form").appendChild(document.createTextNode(report.form()));
        }
        Element about = add(headingLine(thead, "about"), "table", null);
        about.setAttribute("class", "about");
        Element line = add(about, "tr", null);
        add(line, "td", frame.company());
        add(line, "td", report.period()).setAttribute("class", "middle");
        add(line, "td", frame.unit()).setAttribute("class", "end");
        columnTitles(thead);
    }

    private Element headingLine(Element thead, String name) {
        Element line = add(thead, "tr", null);
        line.setAttribute("class", name);
        Element cell = add(line, "th", null);
        cell.setAttribute("colspan", String.valueOf(places.size()));
        return cell;
    }

    private void columnTitles(Element thead) {
        List<Column> columns = places.stream()
                .map(place -> new Column(place.column().group(), place.title(), place.column().type())).toList();
        for (List<HeadCell> cells : Report.head(columns)) {
            Element line = add(thead, "tr", null);
            for (HeadCell cell : cells) {
                Element title = add(line, "th", cell.text());
                title.setAttribute("colspan", String.valueOf(cell.width()));
                title.setAttribute("rowspan", String.valueOf(cell.height()));
            }
        }
    }

    private void row(Element tbody, Row row) {
        Element line = add(tbody, "tr", null);
        line.setAttribute("class", name(row.kind()));
        places.forEach(place -> cell(line, place, row).setAttribute("class", name(place.column().type())));
    }

    private void rowsOfTwoSides(Element tbody) {
        List<Row> left = report.rows().subList(0, report.paper().besideFrom());
        List<Row> right = report.rows().subList(report.paper().besideFrom(), report.rows().size());
        int height = Math.max(left.size(), right.size());
        int ofSide = places.size() / 2;
        for (int at = 0; at < height; at++) {
            Element line = add(tbody, "tr", null);
            half(line, places.subList(0, ofSide), standing(left, at, height));
            half(line, places.subList(ofSide, places.size()), standing(right, at, height));
        }
    }

    /** The row of a side in one line of the paper, or {@code null}: its last row stands in the last line. */
    private static Row standing(List<Row> side, int at, int height) {
        if (at == height - 1) {
            return side.get(side.size() - 1);
        }
        return at < side.size() - 1 ? side.get(at) : null;
    }

    private void half(Element line, List<Place> side, Row row) {
        for (Place place : side) {
            String kind = row == null ? "" : " " + name(row.kind());
            (row == null ? add(line, "td", "") : cell(line, place, row))
                    .setAttribute("class", name(place.column().type()) + kind);
        }
    }

    private Element cell(Element line, Place place, Row row) {
        if (row.kind() == RowKind.HEADING) {
            return add(line, "td", place.column().type() == Type.NAME ? text(row.cells().get(0)) : "");
        }
        String text = text(row.cells().get(place.index()));
        return add(line, "td", place.column().type() == Type.NAME ? INDENT.repeat(row.indent()) + text : text);
    }

    private static String text(Object cell) {
        if (cell instanceof Money amount) {
            return amount.isZero() ? "" : amount.grouped();
        }
        return Objects.toString(cell, "");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Element add(Element parent, String name, String text) {
        Element element = document.createElement(name);
        if (text != null && !text.isEmpty()) {
            element.appendChild(document.createTextNode(text));
        }
        parent.appendChild(element);
        return element;
    }
}
