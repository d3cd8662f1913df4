package zhangfang.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** {@code isolation.csv}: how each endpoint is called, and who gets an answer. */
public final class EndpointTable {

    static final Path FILE = Path.of("src/test/resources/isolation.csv");
    public static final List<String> CALLERS = List.of("anonymous", "member", "stranger", "advisor", "keeper",
            "accountant", "reviewer", "finance", "owner", "admin");

    private EndpointTable() {
    }

    public static List<CSVRecord> rows() {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true)
                .setCommentMarker('#').setIgnoreEmptyLines(true).get();
        try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(FILE, StandardCharsets.UTF_8), format)) {
            return List.copyOf(parser.getRecords());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
