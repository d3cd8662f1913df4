package zhangfang.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Loads the calendars that were official when this release was made; later years come through the calendar page. */
@Component
class StatutoryCalendarSeed implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("91");
    }

    @Override
    public String getDescription() {
        return "statutory calendar 2025 2026";
    }

    @Override
    public Integer getChecksum() {
        return 2026;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
        Connection connection = context.getConnection();
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        TreeSet<Integer> years = new TreeSet<>();
        for (CSVRecord row : rows("reference/statutory-days.csv")) {
            LocalDate day = LocalDate.parse(row.get("date"));
            years.add(day.getYear());
            jdbc.sql("insert into statutory_day (calendar_day, day_type, holiday_name, source) values (?, ?, ?, ?)")
                    .params(day, row.get("type"), row.get("name"), row.get("source")).update();
        }
        for (CSVRecord row : rows("reference/filing-deadlines.csv")) {
            LocalDate deadline = LocalDate.parse(row.get("deadline"));
            jdbc.sql("insert into filing_deadline (filing_month, deadline, reason, source) values (?, ?, ?, ?)")
                    .params("%s-%02d".formatted(row.get("year"), Integer.parseInt(row.get("month"))), deadline,
                            row.get("reason"), row.get("source"))
                    .update();
        }
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        years.forEach(year -> jdbc.sql("insert into statutory_year (calendar_year, loaded_at) values (?, ?)")
                .params(year, now).update());
    }

    private static List<CSVRecord> rows(String resource) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = new InputStreamReader(new ClassPathResource(resource).getInputStream(),
                StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, format)) {
            return parser.getRecords();
        }
    }
}
