package zhangfang.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A form says what it submits; it submits just that, and the code of its process knows all of it. */
class FormRulesTest {

    private static final Pattern TEXT = Pattern.compile("\"(\\w+)\"");
    private static final Pattern READ = Pattern.compile(
            "\\.(?:text|optionalText|choice|flag|number|money|date|optionalMonth|rows|texts|file)\\(\\s*\"(\\w+)\"");

    static List<Path> forms() {
        return Models.files(Models.FORMS, ".html");
    }

    static List<Models.Model> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void saysWhatItSubmitsAndSubmitsJustThat(Path form) {
        FormContract contract = FormContract.read(form);
        assertThat(contract.isStated()).as("a comment «submits …»").isTrue();
        assertThat(contract.submitted()).isEqualTo(contract.statedOfForm());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theCodeReadsWhatTheFormsState(Models.Model model) throws IOException {
        Set<String> stated = new TreeSet<>();
        for (Path form : Models.files(Models.FORMS.resolve(model.fileName()), ".html")) {
            FormContract.read(form).variables().forEach(variable -> stated.add(variable.name()));
        }
        StringBuilder code = new StringBuilder();
        for (Path file : Models.files(Path.of("src/main/java/zhangfang/flow", model.fileName().replace("-", "")),
                ".java")) {
            code.append(Files.readString(file));
        }
        Set<String> texts = TEXT.matcher(code).results().map(text -> text.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = READ.matcher(code).results().map(call -> call.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(texts).as("names in the code").containsAll(stated);
        assertThat(stated).as("stated by the forms").containsAll(read);
    }

    @Test
    void everyRefusalIsASentence() {
        Properties messages = ProcessDocsTest.messages();
        List<String> unknown = new ArrayList<>();
        for (Path form : forms()) {
            FormContract.read(form).refusals().stream().filter(key -> !messages.containsKey(key))
                    .forEach(key -> unknown.add(form + ": " + key));
        }
        assertThat(unknown).isEmpty();
    }
}
