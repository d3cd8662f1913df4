package zhangfang.invoicing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * China's administrative divisions (行政区划): provinces, their cities, and the districts and counties of these. Hong Kong,
 * Macau and Taiwan are not among them.
 */
@Component
public class Divisions {

    private static final String FILE = "reference/divisions.csv";
    private static final String TOP = "";

    /** @param code six digits (GB/T 2260); of a province they end in 0000, of a city in 00 */
    public record Division(String code, String name) {
    }

    private final Map<String, List<Division>> within;

    Divisions() {
        Map<String, List<Division>> found = new LinkedHashMap<>();
        read().forEach(division -> found.computeIfAbsent(parent(division.code()),
                code -> new ArrayList<>()).add(division));
        within = found;
    }

    /** All provinces. */
    public List<Division> provinces() {
        return within.get(TOP);
    }

    /** The cities of a province, or the districts of a city; nothing for a code that has none or does not exist. */
    public List<Division> within(String code) {
        return TOP.equals(code) ? List.of() : within.getOrDefault(code, List.of());
    }

    /** The level at which these three names stop leading down from a province to a district. */
    enum Wrong {
        PROVINCE, CITY, DISTRICT
    }

    /** Nothing, where the district lies in the city and that in the province. */
    Optional<Wrong> check(String province, String city, String district) {
        Optional<Division> inCountry = named(TOP, province);
        if (inCountry.isEmpty()) {
            return Optional.of(Wrong.PROVINCE);
        }
        Optional<Division> inProvince = named(inCountry.get().code(), city);
        if (inProvince.isEmpty()) {
            return Optional.of(Wrong.CITY);
        }
        return named(inProvince.get().code(), district).isPresent() ? Optional.empty() : Optional.of(Wrong.DISTRICT);
    }

    private Optional<Division> named(String code, String name) {
        return within.getOrDefault(code, List.of()).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static String parent(String code) {
        if (code.endsWith("0000")) {
            return TOP;
        }
        return code.endsWith("00") ? code.substring(0, 2) + "0000" : code.substring(0, 4) + "00";
    }

    private static List<Division> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new ClassPathResource(FILE).getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 2)).map(cells -> new Division(cells[0], cells[1])).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
