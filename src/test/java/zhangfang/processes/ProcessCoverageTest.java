package zhangfang.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import zhangfang.testing.ProcessCoverage;

/** Runs after all other test classes: all of them together have gone through each model. */
@Order(Integer.MAX_VALUE)
class ProcessCoverageTest {

    private static final int LEAST_PERCENT = 95;
    private static final Path REPORT = Path.of("target", "process-coverage.md");

    private record Covered(String process, int all, List<String> missing) {

        int percent() {
            return (all - missing.size()) * 100 / all;
        }

        String row() {
            return "| %s | %d of %d | %d %% | %s |".formatted(process, all - missing.size(), all, percent(),
                    String.join(", ", missing));
        }
    }

    @Test
    void theTestsGoThroughEveryModel() throws IOException {
        Map<String, Set<String>> left = ProcessCoverage.elementsByProcess();
        String chosen = System.getProperty("test");
        assumeTrue(chosen == null || chosen.isBlank(), "only some tests were run (-Dtest): coverage says nothing");
        assumeTrue(!left.isEmpty(), "no process test ran in this JVM: coverage says nothing");

        List<Covered> models = Models.all().stream().map(model -> covered(model, left)).toList();

        List<String> report = new ArrayList<>(List.of("# Flow nodes gone through by the tests", "",
                "| process | flow nodes | covered | missing |", "|---|---|---|---|"));
        models.stream().map(Covered::row).forEach(report::add);
        Files.write(REPORT, report);
        models.forEach(model -> System.out.printf("process coverage: %s %d %%%n", model.process(), model.percent()));
        assertThat(models).as("see " + REPORT).allSatisfy(model ->
                assertThat(model.percent()).as("%s; missing: %s", model.process(), model.missing())
                        .isGreaterThanOrEqualTo(LEAST_PERCENT));
    }

    private static Covered covered(Models.Model model, Map<String, Set<String>> left) {
        Set<String> gone = left.getOrDefault(model.processId(), Set.of());
        Set<String> nodes = model.flowNodes().stream().map(FlowNode::getId).collect(Collectors.toSet());
        List<String> missing = nodes.stream().filter(id -> !gone.contains(id)).sorted(Comparator.naturalOrder()).toList();
        return new Covered(model.processId(), nodes.size(), missing);
    }
}
