package zhangfang.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** The models of {@code processes/}, as the tests read them. */
final class Models {

    static final Path PROCESSES = Path.of("processes");
    static final Path FORMS = Path.of("forms");

    private Models() {
    }

    static List<Model> all() {
        return files(PROCESSES, ".bpmn").stream().map(Model::read).toList();
    }

    static List<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file: one process with its diagram. */
    record Model(Path file, BpmnModelInstance bpmn) {

        static Model read(Path file) {
            return new Model(file, Bpmn.readModelFromFile(file.toFile()));
        }

        /** {@code service-order} of {@code processes/service-order.bpmn}. */
        String fileName() {
            return file.getFileName().toString().replace(".bpmn", "");
        }

        Process process() {
            return bpmn.getModelElementsByType(Process.class).iterator().next();
        }

        String processId() {
            return process().getId();
        }

        Collection<FlowNode> flowNodes() {
            return bpmn.getModelElementsByType(FlowNode.class);
        }

        <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
            return bpmn.getModelElementsByType(type);
        }

        /** The file's text, with the characters that XML escapes. */
        String text() {
            try {
                return Files.readString(file).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                        .replace("&apos;", "'").replace("&amp;", "&");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
