package zhangfang.flow.engine;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Text;
import org.camunda.bpm.model.dmn.instance.UnaryTests;
import org.springframework.stereotype.Component;
import zhangfang.process.DecisionTables;
import zhangfang.refusal.Refusal;

/** Reads the tables out of the deployed models, and asks them through the engine. */
@Component
class DeployedDecisions implements DecisionTables {

    private final RepositoryService repository;
    private final DecisionService decisions;
    private final MatchedRules matched;

    DeployedDecisions(RepositoryService repository, DecisionService decisions, MatchedRules matched) {
        this.repository = repository;
        this.decisions = decisions;
        this.matched = matched;
    }

    @Override
    public List<Table> all() {
        Map<String, Deployment> deployments = repository.createDeploymentQuery().list().stream()
                .collect(Collectors.toMap(Deployment::getId, deployment -> deployment));
        Map<String, List<DecisionDefinition>> versions = repository.createDecisionDefinitionQuery()
                .orderByDecisionDefinitionVersion().desc().list().stream()
                .collect(Collectors.groupingBy(DecisionDefinition::getKey, TreeMap::new, Collectors.toList()));
        return versions.values().stream().map(ofOne -> table(ofOne, deployments))
                .sorted(Comparator.comparing(Table::name)).toList();
    }

    private Table table(List<DecisionDefinition> versions, Map<String, Deployment> deployments) {
        DecisionDefinition latest = versions.get(0);
        DmnModelInstance model = repository.getDmnModelInstance(latest.getId());
        Decision decision = model.getModelElementById(latest.getKey());
        DecisionTable table = (DecisionTable) decision.getExpression();
        return new Table(latest.getKey(), latest.getName(),
                decision.getDescription() == null ? "" : decision.getDescription().getTextContent(),
                table.getHitPolicy().name(), table.getInputs().stream().map(DeployedDecisions::input).toList(),
                table.getOutputs().stream().map(DeployedDecisions::output).toList(),
                table.getRules().stream().map(DeployedDecisions::rule).toList(),
                versions.stream().map(version -> new Version(version.getVersion(), version.getVersionTag(),
                        deployments.get(version.getDeploymentId()).getDeploymentTime().toInstant())).toList());
    }

    private static Column input(Input input) {
        return new Column(input.getInputExpression().getText().getTextContent(), input.getLabel(),
                input.getInputExpression().getTypeRef(), values(input.getInputValues()));
    }

    private static Column output(Output output) {
        return new Column(output.getName(), output.getLabel(), output.getTypeRef(), values(output.getOutputValues()));
    }

    private static List<String> values(UnaryTests values) {
        return values == null ? List.of() : Arrays.stream(values.getText().getTextContent().split(","))
                .map(value -> value.strip().replaceAll("^\"|\"$", "")).toList();
    }

    private static Rule rule(org.camunda.bpm.model.dmn.instance.Rule rule) {
        return new Rule(rule.getId(), texts(rule.getInputEntries()), texts(rule.getOutputEntries()),
                rule.getDescription() == null ? "" : rule.getDescription().getTextContent());
    }

    private static List<String> texts(Collection<? extends DmnElement> entries) {
        return entries.stream().map(entry -> entry.getChildElementsByType(Text.class).stream()
                .map(Text::getTextContent).collect(Collectors.joining()).strip()).toList();
    }

    @Override
    public Answer ask(String tableId, Map<String, String> inputs) {
        Table table = all().stream().filter(each -> each.id().equals(tableId)).findFirst()
                .orElseThrow(Refusal::notFound);
        Map<String, Object> values = new HashMap<>();
        FieldReasons wrong = new FieldReasons();
        for (Column input : table.inputs()) {
            values.put(input.name(), wrong.read(() -> value(input, inputs.getOrDefault(input.name(), "").strip())));
        }
        wrong.refuseIfAny();
        MatchedRules.Told<DmnDecisionTableResult> told =
                matched.during(() -> decisions.evaluateDecisionTableByKey(tableId, values));
        return new Answer(told.rules(), told.result().getResultList().stream()
                .map(row -> table.outputs().stream().map(output -> String.valueOf(row.get(output.name()))).toList())
                .toList());
    }

    private static Object value(Column input, String text) {
        if (!input.values().isEmpty() && !input.values().contains(text)) {
            throw Refusal.field(input.name(), "board.rules.input.choose");
        }
        return switch (input.type()) {
            case "integer", "long", "number", "double" -> number(input, text);
            case "boolean" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    /** Whole numbers only: what the tables ask for is counted in documents, needs and yuan. */
    private static Object number(Column input, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Refusal.field(input.name(), "board.rules.input.number");
        }
        long number = new BigDecimal(text).longValueExact();
        return input.type().equals("integer") ? (Object) (int) number : (Object) number;
    }
}
