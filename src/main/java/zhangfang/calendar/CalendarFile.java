package zhangfang.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * A year's official calendar as CSV, {@code date,type,name,source}: type {@code OFF} is a day off, {@code WORK} a make-up
 * working day, {@code FILING} the last day for filing in its month; the filing days come all twelve or not at all, since
 * their notice is published later than that of the holidays.
 */
record CalendarFile(int year, List<Row> days, Map<YearMonth, Row> filing) {

    private static final Set<String> TYPES = Set.of("OFF", "WORK", "FILING");
    private static final int NAME_LIMIT = 100;
    private static final int SOURCE_LIMIT = 200;
    private static final int LONGEST = 400;

    record Row(LocalDate date, String type, String name, String source) {
    }

    /** @throws Refusal naming every bad line */
    static CalendarFile read(int year, String csv) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true)
                .setIgnoreEmptyLines(true).setAllowMissingColumnNames(true).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (String column : List.of("date", "type", "name")) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw Refusal.invalid(List.of(Reason.line(1, "calendar.file.column", column)));
                }
            }
            return new Reader(year).read(parser);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw Refusal.invalid("calendar.file.unreadable");
        }
    }

    private static final class Reader {
        private final int year;
        private final List<Reason> reasons = new ArrayList<>();
        private final Map<LocalDate, Row> days = new TreeMap<>();
        private final Map<YearMonth, Row> filing = new TreeMap<>();

        Reader(int year) {
            this.year = year;
        }

        CalendarFile read(CSVParser parser) {
            for (CSVRecord record : parser) {
                if (record.getRecordNumber() > LONGEST) {
                    throw Refusal.invalid("calendar.file.tooLong", LONGEST);
                }
                read(record, (int) record.getRecordNumber() + 1);
            }
            if (reasons.isEmpty() && days.isEmpty()) {
                reasons.add(Reason.of("calendar.file.empty", year));
            }
            if (reasons.isEmpty() && !filing.isEmpty() && filing.size() != 12) {
                reasons.add(Reason.of("calendar.file.filingIncomplete", filing.size()));
            }
            if (!reasons.isEmpty()) {
                throw Refusal.invalid(reasons);
            }
            return new CalendarFile(year, List.copyOf(days.values()), filing);
        }

        private void read(CSVRecord record, int line) {
            int before = reasons.size();
            LocalDate date = date(value(record, "date"), line);
            String type = value(record, "type");
            if (!TYPES.contains(type)) {
                reasons.add(Reason.line(line, "calendar.file.type", type));
            }
            String name = value(record, "name");
            if (name.isEmpty() && !"FILING".equals(type)) {
                reasons.add(Reason.line(line, "calendar.file.name"));
            }
            String source = value(record, "source");
            if (name.length() > NAME_LIMIT || source.length() > SOURCE_LIMIT) {
                reasons.add(Reason.line(line, "calendar.file.text", NAME_LIMIT, SOURCE_LIMIT));
            }
            if (reasons.size() == before) {
                keep(new Row(date, type, name, source), line);
            }
        }

        private void keep(Row row, int line) {
            Row other = "FILING".equals(row.type())
                    ? filing.putIfAbsent(YearMonth.from(row.date()), row)
                    : days.putIfAbsent(row.date(), row);
            if (other != null) {
                reasons.add(Reason.line(line, "calendar.file.twice", other.date()));
            }
        }

        private LocalDate date(String text, int line) {
            try {
                LocalDate date = LocalDate.parse(text);
                if (date.getYear() != year) {
                    reasons.add(Reason.line(line, "calendar.file.otherYear", text, year));
                }
                return date;
            } catch (DateTimeParseException e) {
                reasons.add(Reason.line(line, "calendar.file.date", text));
                return null;
            }
        }

        private static String value(CSVRecord record, String column) {
            return record.isMapped(column) && record.isSet(column) ? record.get(column) : "";
        }
    }
}
