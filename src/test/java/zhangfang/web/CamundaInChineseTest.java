package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camunda's own applications speak Chinese, every word of them; compared with the English words in Camunda's archive. */
class CamundaInChineseTest {

    private static final String APPLICATIONS = "META-INF/resources/webjars/camunda/app/";

    /** Values that are the same in both languages: abbreviations, signs and patterns. */
    private static final Set<String> NAMES = Set.of("ID", "ID*", "CSV", "JSON", "<", "<=", ">", ">=",
            "YYYY-MM-DDTHH:mm:ss");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** What the application fills in, tags and entities; {@code <null>} and the like are words in brackets. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\{\\{.*?}}|\\{}|%[sd]|%%|</?(?:a|b|br|code|em|strong|span|i)\\b[^<>]*>|&[a-z]+;");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void everyWordIsChinese(String application) throws IOException {
        Map<String, String> english = words(application, "en");
        Map<String, String> chinese = words(application, "zh");

        assertThat(chinese.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
        List<String> wrong = new ArrayList<>();
        english.forEach((key, original) -> {
            String value = chinese.get(key);
            if (!original.isEmpty() && !isNumberOrFormat(key) && !NAMES.contains(value)
                    && !CHINESE.matcher(value).find()) {
                wrong.add(key + " = " + value);
            }
            if (value.isBlank() != original.isBlank()) {
                wrong.add(key + " is empty");
            }
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void whatTheApplicationFillsInStays(String application) throws IOException {
        Map<String, String> chinese = words(application, "zh");

        words(application, "en").forEach((key, original) -> assertThat(placeholders(chinese.get(key)))
                .as(key).containsExactlyInAnyOrderElementsOf(placeholders(original)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void chineseIsTheLanguageOfWhoeverDoesNotReadEnglish(String application) throws IOException {
        String configuration = text(application + "/scripts/config.js");

        assertThat(configuration).contains("availableLocales: ['zh', 'en']").contains("fallbackLocale: 'zh'")
                .contains("vendor: '账房'");
        assertThat(text(application + "/styles/user-styles.css")).contains("zhangfang.css");
    }

    /** Formats of dates are made of letters that stand for numbers. */
    private static boolean isNumberOrFormat(String key) {
        return key.startsWith("/dateLocales/longDateFormat/") || key.startsWith("/dateLocales/week/")
                || key.equals("/dateLocales/calendar/sameElse");
    }

    private static List<String> placeholders(String value) {
        List<String> found = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(value);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Map<String, String> words(String application, String language) throws IOException {
        Map<String, String> words = new TreeMap<>();
        collect("", new ObjectMapper().readTree(text(application + "/locales/" + language + ".json")), words);
        return words;
    }

    private static void collect(String path, JsonNode node, Map<String, String> words) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(path + "/" + entry.getKey(), entry.getValue(), words));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "/" + i, node.get(i), words);
            }
        } else {
            words.put(path, node.asText());
        }
    }

    private static String text(String path) throws IOException {
        try (InputStream in = CamundaInChineseTest.class.getClassLoader().getResourceAsStream(APPLICATIONS + path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\uFEFF", "");
        }
    }
}
