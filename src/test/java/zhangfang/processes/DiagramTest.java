package zhangfang.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zhangfang.processes.Models.Model;

/** Diagrams are read by people: complete, from left to right, with nothing in the way of anything else. */
class DiagramTest {

    /** Lines that touch, or texts that overlap by less, do not disturb a reader. */
    private static final double TOLERANCE = 1;

    static List<Model> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void showsEveryElement(Model model) {
        Map<String, Rectangle2D> shapes = shapes(model);
        Map<String, List<Point2D>> edges = edges(model);
        List<String> missing = new ArrayList<>();
        model.flowNodes().stream().map(FlowNode::getId).filter(id -> !shapes.containsKey(id)).forEach(missing::add);
        model.all(SequenceFlow.class).stream().map(SequenceFlow::getId)
                .filter(id -> edges.getOrDefault(id, List.of()).size() < 2).forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void flowsStartAndEndAtTheirElements(Model model) {
        Map<String, Rectangle2D> shapes = shapes(model);
        Map<String, List<Point2D>> edges = edges(model);
        List<String> wrong = new ArrayList<>();
        for (SequenceFlow flow : model.all(SequenceFlow.class)) {
            List<Point2D> way = edges.get(flow.getId());
            if (!grown(shapes.get(flow.getSource().getId())).contains(way.get(0))) {
                wrong.add(flow.getId() + " does not start at " + flow.getSource().getId());
            }
            if (!grown(shapes.get(flow.getTarget().getId())).contains(way.get(way.size() - 1))) {
                wrong.add(flow.getId() + " does not end at " + flow.getTarget().getId());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void runsFromLeftToRightButWhereALoopCloses(Model model) {
        List<String> backwards = new ArrayList<>();
        Map<String, List<Point2D>> edges = edges(model);
        for (SequenceFlow flow : model.all(SequenceFlow.class)) {
            List<Point2D> way = edges.get(flow.getId());
            boolean back = way.get(way.size() - 1).getX() < way.get(0).getX() - TOLERANCE;
            if (back && !reaches(flow.getTarget(), flow.getSource())) {
                backwards.add(flow.getId());
            }
        }
        assertThat(backwards).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void noFlowCrossesAnother(Model model) {
        List<String> crossings = new ArrayList<>();
        Map<String, List<Point2D>> edges = edges(model);
        List<SequenceFlow> flows = new ArrayList<>(model.all(SequenceFlow.class));
        for (int i = 0; i < flows.size(); i++) {
            for (int j = i + 1; j < flows.size(); j++) {
                if (inTheWay(flows.get(i), flows.get(j), edges)) {
                    crossings.add(flows.get(i).getId() + " × " + flows.get(j).getId());
                }
            }
        }
        assertThat(crossings).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void noFlowRunsThroughAnElement(Model model) {
        List<String> wrong = new ArrayList<>();
        Map<String, Rectangle2D> shapes = shapes(model);
        edges(model).forEach((id, way) -> {
            if (!(model.bpmn().getModelElementById(id) instanceof SequenceFlow flow)) {
                return;
            }
            for (FlowNode node : model.flowNodes()) {
                boolean own = node.equals(flow.getSource()) || node.equals(flow.getTarget());
                if (!own && !(node instanceof SubProcess)
                        && segments(way).stream().anyMatch(line -> line.intersects(shrunk(shapes.get(node.getId()))))) {
                    wrong.add(id + " through " + node.getId());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void elementsDoNotOverlap(Model model) {
        List<String> wrong = new ArrayList<>();
        Map<String, Rectangle2D> shapes = shapes(model);
        List<FlowNode> nodes = new ArrayList<>(model.flowNodes());
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                Rectangle2D one = shapes.get(nodes.get(i).getId());
                Rectangle2D other = shapes.get(nodes.get(j).getId());
                if (shrunk(one).intersects(other) && !mayOverlap(nodes.get(i), nodes.get(j))) {
                    wrong.add(nodes.get(i).getId() + " and " + nodes.get(j).getId());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void labelsLieBesideEverything(Model model) {
        List<String> wrong = new ArrayList<>();
        Map<String, Rectangle2D> labels = labels(model);
        Map<String, Rectangle2D> shapes = shapes(model);
        List<String> ids = new ArrayList<>(labels.keySet());
        for (int i = 0; i < ids.size(); i++) {
            Rectangle2D label = shrunk(labels.get(ids.get(i)));
            for (int j = i + 1; j < ids.size(); j++) {
                if (label.intersects(labels.get(ids.get(j)))) {
                    wrong.add("labels of " + ids.get(i) + " and " + ids.get(j));
                }
            }
            for (FlowNode node : model.flowNodes()) {
                if (!(node instanceof SubProcess) && label.intersects(shapes.get(node.getId()))) {
                    wrong.add("label of " + ids.get(i) + " on " + node.getId());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Two flows cross, or run on top of each other without coming from or going to the same element. */
    private static boolean inTheWay(SequenceFlow one, SequenceFlow other, Map<String, List<Point2D>> edges) {
        boolean related = one.getSource().equals(other.getSource()) || one.getTarget().equals(other.getTarget());
        for (Line2D a : segments(edges.get(one.getId()))) {
            for (Line2D b : segments(edges.get(other.getId()))) {
                if (cross(a, b) || !related && a.intersectsLine(b) && !meetAtAnElement(one, other, a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One ends where the other begins: at the border of the element between them. */
    private static boolean meetAtAnElement(SequenceFlow one, SequenceFlow other, Line2D a, Line2D b) {
        boolean consecutive = one.getTarget().equals(other.getSource()) || other.getTarget().equals(one.getSource());
        return consecutive && (a.getP2().distance(b.getP1()) <= TOLERANCE || b.getP2().distance(a.getP1()) <= TOLERANCE);
    }

    private static boolean cross(Line2D a, Line2D b) {
        return side(a, b.getP1()) * side(a, b.getP2()) < 0 && side(b, a.getP1()) * side(b, a.getP2()) < 0;
    }

    private static int side(Line2D line, Point2D point) {
        return line.ptLineDist(point) < TOLERANCE ? 0 : line.relativeCCW(point);
    }

    private static boolean mayOverlap(FlowNode one, FlowNode other) {
        return attached(one, other) || attached(other, one) || within(one, other) || within(other, one);
    }

    private static boolean attached(FlowNode event, FlowNode host) {
        return event instanceof BoundaryEvent boundary && (boundary.getAttachedTo().equals(host)
                || within(boundary.getAttachedTo(), host));
    }

    private static boolean within(FlowNode inner, FlowNode outer) {
        return outer instanceof SubProcess && inner.getParentElement().equals(outer)
                || inner.getParentElement() instanceof SubProcess parent && within(parent, outer);
    }

    private static boolean reaches(FlowNode from, FlowNode to) {
        Deque<FlowNode> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            FlowNode node = open.pop();
            if (node.equals(to)) {
                return true;
            }
            if (seen.add(node.getId())) {
                node.getOutgoing().forEach(flow -> open.push(flow.getTarget()));
                node.getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
                        .filter(event -> ((BoundaryEvent) event).getAttachedTo().equals(node))
                        .forEach(event -> open.push((FlowNode) event));
                if (node instanceof SubProcess scope) {
                    scope.getFlowElements().stream().filter(FlowNode.class::isInstance)
                            .forEach(inner -> open.push((FlowNode) inner));
                }
            }
        }
        return false;
    }

    private static List<Line2D> segments(List<Point2D> way) {
        List<Line2D> lines = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            lines.add(new Line2D.Double(way.get(i - 1), way.get(i)));
        }
        return lines;
    }

    private static Map<String, Rectangle2D> shapes(Model model) {
        Map<String, Rectangle2D> shapes = new HashMap<>();
        model.all(BpmnShape.class).forEach(shape -> shapes.put(shape.getBpmnElement().getId(),
                rectangle(shape.getBounds())));
        return shapes;
    }

    private static Map<String, List<Point2D>> edges(Model model) {
        Map<String, List<Point2D>> edges = new HashMap<>();
        for (BpmnEdge edge : model.all(BpmnEdge.class)) {
            edges.put(edge.getBpmnElement().getId(), edge.getWaypoints().stream()
                    .map(point -> (Point2D) new Point2D.Double(point.getX(), point.getY())).toList());
        }
        return edges;
    }

    private static Map<String, Rectangle2D> labels(Model model) {
        Map<String, Rectangle2D> labels = new LinkedHashMap<>();
        model.all(BpmnShape.class).forEach(shape -> put(labels, shape.getBpmnElement().getId(), shape.getBpmnLabel()));
        model.all(BpmnEdge.class).forEach(edge -> put(labels, edge.getBpmnElement().getId(), edge.getBpmnLabel()));
        return labels;
    }

    private static void put(Map<String, Rectangle2D> labels, String id, BpmnLabel label) {
        if (label != null && label.getBounds() != null) {
            labels.put(id, rectangle(label.getBounds()));
        }
    }

    private static Rectangle2D rectangle(Bounds bounds) {
        return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    private static Rectangle2D grown(Rectangle2D area) {
        return resized(area, TOLERANCE + 1);
    }

    private static Rectangle2D shrunk(Rectangle2D area) {
        return resized(area, -TOLERANCE - 1);
    }

    private static Rectangle2D resized(Rectangle2D area, double by) {
        return new Rectangle2D.Double(area.getX() - by, area.getY() - by, area.getWidth() + 2 * by,
                area.getHeight() + 2 * by);
    }
}
