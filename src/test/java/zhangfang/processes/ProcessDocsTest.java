package zhangfang.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.processes.ModelRulesTest.documentation;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import zhangfang.processes.Models.Model;

/**
 * {@code docs/processes.md} is what models and forms give. After a change of theirs:
 * {@code mvn test -Dtest=ProcessDocsTest -Ddocs.update=true}.
 */
class ProcessDocsTest {

    private static final Path PAGE = Path.of("docs", "processes.md");
    private static final Path MESSAGES = Path.of("src", "main", "resources", "messages");

    private final List<String> lines = new ArrayList<>();
    private final Properties messages = messages();

    @Test
    void thePageIsWhatTheModelsGive() throws IOException {
        write();
        String page = String.join("\n", lines).replaceAll("\n{3,}", "\n\n").strip() + "\n";
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s; mvn test -Dtest=ProcessDocsTest -Ddocs.update=true writes it anew", PAGE).isEqualTo(page);
    }

    private void write() {
        add("# Processes", "",
                "Generated from `processes/` and `forms/` by `ProcessDocsTest`; what is wrong here is wrong there.", "",
                "Instances are started and tasks completed in Tasklist or by any client of the engine's REST API:",
                "`POST /engine-rest/process-definition/key/{process}/start` and `POST /engine-rest/task/{id}/complete` with",
                "`{\"variables\": {\"name\": {\"value\": …, \"type\": …, \"valueInfo\": {\"transient\": true}}}}`, HTTP Basic. The"
                        + " business key",
                "is set by the start itself. Amounts are sent as text (`\"100.00\"`), lists as JSON text of type `Json` or"
                        + " `String`.", "");
        add("| process | id | what happens |", "|---|---|---|");
        for (Model model : Models.all()) {
            add("| [%s](#%s) | `%s` | %s |".formatted(model.process().getName(), model.processId().toLowerCase(Locale.ROOT),
                    model.processId(), documentation(model.process())));
        }
        Models.all().forEach(this::process);
        Models.files(Models.PROCESSES, ".dmn").forEach(this::decision);
    }

    private void process(Model model) {
        Process process = model.process();
        add("", "<a id=\"%s\"></a>".formatted(process.getId().toLowerCase(Locale.ROOT)), "",
                "## %s `%s`".formatted(process.getName(), process.getId()), "", documentation(process), "",
                "![%s](processes/%s.png)".formatted(process.getName(), model.fileName()), "",
                "Model [`processes/%1$s.bpmn`](../processes/%1$s.bpmn), version %2$s; forms `forms/%1$s/`; code `zhangfang.flow.%3$s`."
                        .formatted(model.fileName(), process.getCamundaVersionTag(), model.fileName().replace("-", "")));
        process.getFlowElements().stream().filter(StartEvent.class::isInstance).map(StartEvent.class::cast)
                .forEach(this::start);
        Collection<UserTask> tasks = model.all(UserTask.class);
        if (!tasks.isEmpty()) {
            add("", "### Tasks");
            tasks.forEach(this::task);
        }
        deadlines(model);
        messagesOf(model);
        model.all(CallActivity.class).forEach(call -> add("", "**%s** (`%s`) runs the process `%s`. %s".formatted(
                call.getName(), call.getId(), call.getCalledElement(), documentation(call))));
    }

    private void start(StartEvent start) {
        add("", "### Start: %s".formatted(start.getName()), "", documentation(start), "");
        if (start.getCamundaFormKey() == null) {
            add("Started by the program; no start form.");
            return;
        }
        form(start.getCamundaFormKey());
    }

    private void task(UserTask task) {
        add("", "#### %s `%s`".formatted(task.getName(), task.getId()), "", documentation(task), "",
                "| | |", "|---|---|");
        row("offered to the groups", task.getCamundaCandidateGroups());
        row("offered to the people", task.getCamundaCandidateUsers());
        row("assigned to", task.getCamundaAssignee());
        row("due", task.getCamundaDueDate());
        row("follow-up", task.getCamundaFollowUpDate());
        add("");
        form(task.getCamundaFormKey());
    }

    private void row(String what, String value) {
        if (value != null) {
            add("| %s | `%s` |".formatted(what, value));
        }
    }

    private void form(String formKey) {
        String path = formKey.replace("embedded:deployment:", "");
        FormContract form = FormContract.read(Path.of(path));
        add("Form [`%1$s`](../%1$s).".formatted(path), "");
        if (form.variables().isEmpty()) {
            add("Submits nothing.");
        } else {
            add("| submitted variable | type | required | meaning |", "|---|---|---|---|");
            form.variables().forEach(variable -> add("| `%s` | %s | %s | %s |".formatted(variable.name(), variable.type(),
                    variable.required(), variable.meaning().replace("|", "\\|"))));
        }
        if (!form.refusals().isEmpty()) {
            add("", "Refused, besides wrong fields:", "");
            form.refusals().forEach(key -> add("- %s (`%s`)".formatted(
                    sentence(key), key)));
        }
    }

    private String sentence(String key) {
        return messages.getProperty(key, "?").replaceAll("\\{\\d}", "…").replace("''", "'").replace("\n", " ");
    }

    private void deadlines(Model model) {
        List<FlowNode> timers = model.flowNodes().stream().filter(ModelRulesTest::isTimer).toList();
        if (timers.isEmpty()) {
            return;
        }
        add("", "### Deadlines", "", "| timer | id | at | when | what then |", "|---|---|---|---|---|");
        for (FlowNode timer : timers) {
            add("| %s | `%s` | %s | `%s` | %s |".formatted(timer.getName(), timer.getId(), place(timer), when(timer),
                    documentation(timer)));
        }
    }

    private static String when(FlowNode timer) {
        return ((CatchEvent) timer).getEventDefinitions().stream().filter(TimerEventDefinition.class::isInstance)
                .map(TimerEventDefinition.class::cast)
                .flatMap(definition -> Stream.of(definition.getTimeDate(), definition.getTimeDuration(),
                        definition.getTimeCycle()))
                .filter(expression -> expression != null).map(ModelElementInstance::getTextContent)
                .map(String::strip).collect(Collectors.joining(" "));
    }

    private static String place(FlowNode event) {
        if (event instanceof BoundaryEvent boundary) {
            return "%s %s".formatted(boundary.cancelActivity() ? "ends" : "beside", boundary.getAttachedTo().getName());
        }
        if (event instanceof StartEvent && event.getParentElement() instanceof SubProcess scope) {
            return "starts " + scope.getName();
        }
        return event instanceof StartEvent ? "starts the process" : "on the way";
    }

    private void messagesOf(Model model) {
        List<FlowNode> events = model.flowNodes().stream().filter(node -> node instanceof CatchEvent event
                && event.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance)).toList();
        if (events.isEmpty()) {
            return;
        }
        add("", "### Messages", "", "| event | id | at | message | what then |", "|---|---|---|---|---|");
        for (FlowNode event : events) {
            String message = ((CatchEvent) event).getEventDefinitions().stream()
                    .filter(MessageEventDefinition.class::isInstance).map(MessageEventDefinition.class::cast)
                    .map(definition -> definition.getMessage().getName()).collect(Collectors.joining());
            add("| %s | `%s` | %s | `%s` | %s |".formatted(event.getName(), event.getId(), place(event), message,
                    documentation(event)));
        }
    }

    private void decision(Path file) {
        DmnModelInstance dmn = Dmn.readModelFromFile(file.toFile());
        for (Decision decision : dmn.getModelElementsByType(Decision.class)) {
            add("", "## %s `%s`".formatted(decision.getName(), decision.getId()), "",
                    decision.getDescription() == null ? "" : decision.getDescription().getTextContent().strip(), "");
            for (DecisionTable table : decision.getChildElementsByType(DecisionTable.class)) {
                table(file, table);
            }
        }
    }

    private void table(Path file, DecisionTable table) {
        add("Decision table [`%1$s`](../%1$s), hit policy %2$s.".formatted(file.toString().replace('\\', '/'),
                table.getHitPolicy()), "");
        List<String> head = new ArrayList<>();
        table.getInputs().forEach(input -> head.add(input.getLabel()));
        table.getOutputs().forEach(output -> head.add("→ " + output.getLabel()));
        head.add("");
        add("| " + String.join(" | ", head) + " |", "|" + "---|".repeat(head.size()));
        for (Rule rule : table.getRules()) {
            List<String> cells = new ArrayList<>();
            rule.getInputEntries().forEach(entry -> cells.add(cell(entry)));
            rule.getOutputEntries().forEach(entry -> cells.add(cell(entry)));
            cells.add(rule.getDescription() == null ? "" : rule.getDescription().getTextContent().strip());
            add("| " + String.join(" | ", cells) + " |");
        }
    }

    private static String cell(ModelElementInstance entry) {
        String text = entry.getTextContent().strip().replace("|", "\\|");
        return text.isEmpty() ? "–" : "`" + text + "`";
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    static Properties messages() {
        Properties all = new Properties();
        for (Path file : Models.files(MESSAGES, ".properties")) {
            if (file.toString().endsWith("_en.properties")) {
                continue;
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                all.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
