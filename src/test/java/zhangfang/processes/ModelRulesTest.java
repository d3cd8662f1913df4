package zhangfang.processes;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zhangfang.flow.engine.ProcessVariables;
import zhangfang.processes.Models.Model;
import zhangfang.testing.TaskAudience;

/** What every model keeps to, so that a step on a diagram leads straight to its form and its code. */
class ModelRulesTest {

    private static final Pattern CHINESE = Pattern.compile(".*\\p{IsHan}.*");
    private static final Pattern VERB_OBJECT = Pattern.compile("[a-z][a-z0-9]*([A-Z][A-Za-z0-9]*)*");
    private static final Pattern FROM_TO = Pattern.compile(VERB_OBJECT + "(_" + VERB_OBJECT + ")?");
    private static final Pattern GENERATED = Pattern.compile(".*_[0-9][a-z0-9]{6}");
    private static final String FORM_KEY = "embedded:deployment:";

    /** How the id of an element begins; the first type that fits counts. */
    private static final Map<Class<? extends FlowElement>, List<String>> PREFIXES = new LinkedHashMap<>();

    static {
        PREFIXES.put(UserTask.class, List.of("userTask"));
        PREFIXES.put(ServiceTask.class, List.of("serviceTask"));
        PREFIXES.put(ReceiveTask.class, List.of("receiveTask"));
        PREFIXES.put(CallActivity.class, List.of("callActivity"));
        PREFIXES.put(SubProcess.class, List.of("subProcess"));
        PREFIXES.put(Gateway.class, List.of("gateway"));
        PREFIXES.put(StartEvent.class, List.of("startEvent", "timer"));
        PREFIXES.put(EndEvent.class, List.of("endEvent"));
        PREFIXES.put(FlowNode.class, List.of("event", "timer"));
        PREFIXES.put(SequenceFlow.class, List.of("flow"));
    }

    /** Customers' tasks without the common reminder, and why. */
    private static final Map<String, String> REMINDED_OTHERWISE = Map.of(
            "userTask_payOrder", "is due within 24 hours",
            "userTask_confirmStart", "timer_startReminder, which the process owners see on the diagram");

    static List<Model> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theFileIsNamedAfterTheProcess(Model model) {
        assertThat(model.all(Process.class)).hasSize(1);
        assertThat(kebab(model.processId())).isEqualTo(model.fileName());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theProcessSaysItsVersionItsNameAndHowLongItsHistoryIsKept(Model model) {
        Process process = model.process();
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
        assertThat(process.getCamundaVersionTag()).matches("\\d+\\.\\d+");
        assertThat(process.getName()).matches(CHINESE);
        assertThat(documentation(process)).matches(CHINESE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void anIdSaysTypeVerbAndObject(Model model) {
        List<String> wrong = new ArrayList<>();
        for (FlowElement element : model.all(FlowElement.class)) {
            List<String> prefixes = PREFIXES.entrySet().stream().filter(entry -> entry.getKey().isInstance(element))
                    .findFirst().map(Map.Entry::getValue).orElse(List.of());
            String[] parts = element.getId().split("_", 2);
            Pattern rest = element instanceof SequenceFlow ? FROM_TO : VERB_OBJECT;
            if (!prefixes.contains(parts[0]) || parts.length < 2 || !rest.matcher(parts[1]).matches()) {
                wrong.add(element.getId() + " should be " + prefixes + "_<verbObject>");
            }
        }
        model.all(BaseElement.class).stream().map(BaseElement::getId)
                .filter(id -> id != null && GENERATED.matcher(id).matches())
                .forEach(id -> wrong.add(id + " was generated"));
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatPeopleSeeIsNamedInChinese(Model model) {
        List<String> wrong = new ArrayList<>();
        for (FlowNode node : model.flowNodes()) {
            boolean asksNothing = node instanceof ParallelGateway
                    || node instanceof Gateway && node.getOutgoing().size() < 2;
            if (!asksNothing && !chinese(node.getName())) {
                wrong.add(node.getId() + " has no Chinese name");
            }
            if (explained(node) && !chinese(documentation(node))) {
                wrong.add(node.getId() + " has no Chinese documentation");
            }
            if (chooses(node)) {
                node.getOutgoing().stream().filter(flow -> !chinese(flow.getName()))
                        .forEach(flow -> wrong.add(flow.getId() + " does not say when it is taken"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyTimerAndAsynchronousStepIsTriedAgain(Model model) {
        List<String> wrong = new ArrayList<>();
        for (FlowNode node : model.flowNodes()) {
            boolean job = isTimer(node) || !(node instanceof EventBasedGateway) // which knows no asynchronous way
                    && (node.isCamundaAsyncBefore() || node.isCamundaAsyncAfter());
            if (job && extension(node, CamundaFailedJobRetryTimeCycle.class).isEmpty()) {
                wrong.add(node.getId() + " has no failedJobRetryTimeCycle");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyUserTaskIsOfferedIsDueHasItsFormAndItsCode(Model model) {
        List<String> wrong = new ArrayList<>();
        for (UserTask task : model.all(UserTask.class)) {
            if (task.getCamundaAssignee() == null && task.getCamundaCandidateGroups() == null
                    && task.getCamundaCandidateUsers() == null) {
                wrong.add(task.getId() + " is offered to nobody");
            }
            if (task.getCamundaDueDate() == null) {
                wrong.add(task.getId() + " is never due");
            }
            String form = FORM_KEY + "forms/" + model.fileName() + "/" + kebab(verbObject(task)) + ".html";
            if (!form.equals(task.getCamundaFormKey())) {
                wrong.add(task.getId() + " should have the form " + form + ", not " + task.getCamundaFormKey());
            }
            if (extension(task, CamundaTaskListener.class).stream()
                    .noneMatch(listener -> "complete".equals(listener.getCamundaEvent()))) {
                wrong.add(task.getId() + " is completed without the domain: no complete listener");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** See {@link zhangfang.flow.engine.DeadlineReminder} for the lines; {@link #REMINDED_OTHERWISE} for the exceptions. */
    @ParameterizedTest
    @MethodSource("models")
    void aCustomersTaskWithADeadlineRemindsThreeDaysBefore(Model model) {
        Map<String, String> audience = TaskAudience.table();
        List<String> wrong = new ArrayList<>();
        for (UserTask task : model.all(UserTask.class)) {
            boolean reminds = extension(task, CamundaTaskListener.class).stream().anyMatch(ModelRulesTest::isReminder);
            boolean shouldRemind = "company".equals(audience.get(task.getId()))
                    && !task.getId().startsWith("userTask_cancel") && !REMINDED_OTHERWISE.containsKey(task.getId());
            if (reminds != shouldRemind) {
                wrong.add(task.getId() + (reminds ? " reminds twice or nobody" : " does not remind of its deadline"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isReminder(CamundaTaskListener listener) {
        return "timeout".equals(listener.getCamundaEvent())
                && "${remindOfDeadline}".equals(listener.getCamundaDelegateExpression())
                && listener.getTextContent().strip().equals("${remindOfDeadline.at(execution)}");
    }

    @Test
    void formsAndModelsAgree() {
        Set<String> named = new TreeSet<>();
        for (Model model : Models.all()) {
            model.all(UserTask.class).forEach(task -> named.add(formFile(task.getCamundaFormKey())));
            model.all(StartEvent.class).stream().filter(start -> start.getCamundaFormKey() != null)
                    .forEach(start -> named.add(formFile(start.getCamundaFormKey())));
        }
        Set<String> there = Models.files(Models.FORMS, ".html").stream()
                .map(file -> file.toString().replace('\\', '/')).collect(toCollection(TreeSet::new));
        assertThat(there).containsExactlyInAnyOrderElementsOf(named);
    }

    @ParameterizedTest
    @MethodSource("models")
    void stepsOfTheProgramAreNamedAfterTheirCode(Model model) {
        List<String> wrong = new ArrayList<>();
        for (ServiceTask task : model.all(ServiceTask.class)) {
            String code = "${" + verbObject(task) + "}";
            if (!code.equals(task.getCamundaDelegateExpression())) {
                wrong.add(task.getId() + " should call " + code + ", not " + task.getCamundaDelegateExpression());
            }
        }
        model.all(ScriptTask.class).forEach(script -> wrong.add(script.getId() + ": no scripts in models"));
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyVariableOfAModelIsAConstant(Model model) throws IllegalAccessException {
        assertThat(variables(model)).isSubsetOf(constants());
    }

    @Test
    void everyConstantIsUsed() throws IllegalAccessException, IOException {
        Set<String> used = new TreeSet<>();
        for (Model model : Models.all()) {
            used.addAll(variables(model));
        }
        String code = code();
        for (Field constant : constantFields()) {
            if (code.contains("ProcessVariables." + constant.getName())) {
                used.add((String) constant.get(null));
            }
        }
        assertThat(constants()).isSubsetOf(used);
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder code = new StringBuilder();
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
            return code.toString();
        }
    }

    private static List<Field> constantFields() {
        return Arrays.stream(ProcessVariables.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class).toList();
    }

    private static Set<String> constants() throws IllegalAccessException {
        Set<String> values = new TreeSet<>();
        for (Field field : constantFields()) {
            values.add((String) field.get(null));
        }
        return values;
    }

    /** Variables that a model names outright or reads in an expression. */
    private static Set<String> variables(Model model) {
        Set<String> names = new TreeSet<>();
        model.all(CamundaIn.class).forEach(in -> addAll(names, in.getCamundaSource(), in.getCamundaTarget()));
        model.all(CamundaOut.class).forEach(out -> addAll(names, out.getCamundaSource(), out.getCamundaTarget()));
        model.all(CamundaInputParameter.class).forEach(input -> addAll(names, input.getCamundaName()));
        model.all(CamundaOutputParameter.class).forEach(output -> addAll(names, output.getCamundaName()));
        model.all(ServiceTask.class).forEach(task -> addAll(names, task.getCamundaResultVariable()));
        names.addAll(Expressions.variables(model.text().replaceAll("delegateExpression=\"[^\"]*\"", "")));
        return names;
    }

    private static void addAll(Set<String> names, String... values) {
        Stream.of(values).filter(value -> value != null).forEach(names::add);
    }

    static String verbObject(FlowElement element) {
        return element.getId().substring(element.getId().indexOf('_') + 1);
    }

    static String kebab(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String formFile(String formKey) {
        return formKey == null ? "(no form key)" : formKey.replace(FORM_KEY, "");
    }

    private static boolean chinese(String text) {
        return text != null && CHINESE.matcher(text.replaceAll("\\s", " ")).matches();
    }

    static String documentation(BaseElement element) {
        return String.join(" ", element.getDocumentations().stream()
                .map(ModelElementInstance::getTextContent).toList()).strip().replaceAll("\\s+", " ");
    }

    /** Steps and deadlines explain themselves to process owners; gateways and ends speak by their names. */
    private static boolean explained(FlowNode node) {
        return node instanceof UserTask || node instanceof ServiceTask || node instanceof CallActivity
                || node instanceof SubProcess || isTimer(node);
    }

    private static boolean chooses(FlowNode node) {
        return (node instanceof ExclusiveGateway || node instanceof InclusiveGateway) && node.getOutgoing().size() > 1;
    }

    static boolean isTimer(FlowNode node) {
        return node instanceof CatchEvent event && event.getEventDefinitions().stream()
                .anyMatch(TimerEventDefinition.class::isInstance);
    }

    static <T extends ModelElementInstance> List<T> extension(BaseElement element, Class<T> type) {
        return element.getExtensionElements() == null ? List.of()
                : element.getExtensionElements().getElementsQuery().filterByType(type).list();
    }
}
