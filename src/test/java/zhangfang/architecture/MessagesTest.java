package zhangfang.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that people read exists in Chinese and in English, and is read somewhere. */
class MessagesTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("src/main/resources/templates"),
            Path.of("forms"), Path.of("processes"));

    private static final Pattern LITERAL = Pattern.compile("[\"']([a-zA-Z][\\w-]*(?:\\.[\\w-]+)*\\.?)[\"']");
    /** {@code "company." + field + ".missing"}: the part that is computed stands between two quoted ones. */
    private static final Pattern COMPOSED =
            Pattern.compile("[\"']([a-zA-Z][\\w-]*(?:\\.[\\w-]+)*\\.)[\"']\\s*\\+[^\"';]+\\+\\s*[\"'](\\.[\\w.-]+)[\"']");
    private static final Pattern TEMPLATE_KEY = Pattern.compile("#\\{([a-zA-Z][\\w.-]*)[}(]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)[^}]*}");

    private final Map<String, String> chinese = texts(false);
    private final Map<String, String> english = texts(true);
    private final String sources = sources();

    @Test
    void everyTextIsThereInBothLanguages() {
        assertThat(english.keySet()).isEqualTo(chinese.keySet());
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        chinese.forEach((key, text) -> assertThat(placeholders(english.getOrDefault(key, text))).as(key)
                .isEqualTo(placeholders(text)));
    }

    @Test
    void aTextWithPlaceholdersDoublesItsApostrophes() {
        Stream.of(chinese, english).forEach(texts -> texts.forEach((key, text) -> {
            if (!placeholders(text).isEmpty()) {
                assertThat(text.replace("''", "")).as(key).doesNotContain("'");
            } else {
                assertThat(text).as("%s has no placeholders and is shown as it is", key).doesNotContain("''");
            }
        }));
    }

    @Test
    void chineseTextsAreChinese() {
        assertThat(chinese.entrySet()).allSatisfy(text -> assertThat(text.getValue()).as(text.getKey())
                .matches("(?s).*(\\p{IsHan}|^[\\d\\W]*$).*"));
    }

    @Test
    void everyKeyThatIsReadIsThere() {
        Set<String> modules = chinese.keySet().stream().map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        Set<String> read = new TreeSet<>(found(TEMPLATE_KEY));
        found(LITERAL).stream()
                .filter(literal -> literal.chars().filter(c -> c == '.').count() >= 2 && !literal.endsWith("."))
                .filter(literal -> modules.contains(literal.substring(0, literal.indexOf('.'))))
                .forEach(read::add);
        read.removeIf(key -> key.endsWith("."));

        assertThat(read).as("keys read in the code, without a text").isSubsetOf(chinese.keySet());
    }

    @Test
    void noTextIsLeftOver() {
        Set<String> literals = new HashSet<>(found(LITERAL));
        literals.addAll(found(TEMPLATE_KEY));
        Set<String> prefixes = literals.stream().filter(literal -> literal.endsWith(".")
                && literal.indexOf('.') < literal.length() - 1).collect(Collectors.toSet());
        List<Pattern> composed = COMPOSED.matcher(sources).results()
                .map(match -> Pattern.compile(Pattern.quote(match.group(1)) + "[\\w-]+" + Pattern.quote(match.group(2))))
                .toList();

        Set<String> unused = chinese.keySet().stream()
                .filter(key -> !literals.contains(key))
                .filter(key -> prefixes.stream().noneMatch(key::startsWith))
                .filter(key -> composed.stream().noneMatch(pattern -> pattern.matcher(key).matches()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).as("texts that nothing reads").isEmpty();
    }

    private Set<String> found(Pattern pattern) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(sources);
        // overlapping quotes ("a" + "b") must not swallow each other's
        for (int from = 0; matcher.find(from); from = matcher.start() + 1) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> texts(boolean english) {
        Map<String, String> texts = new TreeMap<>();
        files(MESSAGES, ".properties").filter(file -> file.toString().endsWith("_en.properties") == english)
                .forEach(file -> {
                    Properties properties = new Properties();
                    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                        properties.load(reader);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    properties.forEach((key, text) -> assertThat(texts.put(key.toString(), text.toString()))
                            .as("%s twice", key).isNull());
                });
        return texts;
    }

    private static String sources() {
        return SOURCES.stream().filter(Files::isDirectory)
                .flatMap(root -> Stream.of(".java", ".html", ".bpmn", ".dmn").flatMap(end -> files(root, end)))
                .map(MessagesTest::read).collect(Collectors.joining("\n"));
    }

    private static Stream<Path> files(Path root, String end) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(end)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
