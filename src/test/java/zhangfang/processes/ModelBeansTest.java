package zhangfang.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import zhangfang.testing.IntegrationTest;

/** Code that a model names exists, and code written for models is named by one. */
@IntegrationTest
class ModelBeansTest {

    @Autowired
    private ConfigurableApplicationContext context;

    @Test
    void everyDelegateAndListenerOfAModelExists() {
        List<String> missing = new ArrayList<>();
        for (Models.Model model : Models.all()) {
            model.all(ServiceTask.class).forEach(task ->
                    expect(missing, model, task.getCamundaDelegateExpression(), JavaDelegate.class));
            model.all(MessageEventDefinition.class).stream()
                    .filter(thrown -> thrown.getCamundaDelegateExpression() != null)
                    .forEach(thrown -> expect(missing, model, thrown.getCamundaDelegateExpression(),
                            JavaDelegate.class));
            model.all(CamundaTaskListener.class).forEach(listener ->
                    expect(missing, model, listener.getCamundaDelegateExpression(), TaskListener.class));
            model.all(CamundaExecutionListener.class).stream()
                    .filter(listener -> listener.getCamundaExpression() == null)
                    .forEach(listener -> expect(missing, model, listener.getCamundaDelegateExpression(),
                            ExecutionListener.class));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyMethodThatAnExpressionCallsExists() {
        List<String> missing = new ArrayList<>();
        for (Models.Model model : Models.all()) {
            for (Expressions.Call call : Expressions.calls(model.text())) {
                if (!context.containsBean(call.bean()) || !hasMethod(context.getBean(call.bean()), call)) {
                    missing.add(model + ": " + call.bean() + "." + call.method() + " with " + call.arguments()
                            + " arguments");
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyDelegateAndListenerIsNamedByAModel() {
        Set<String> named = new TreeSet<>();
        for (Models.Model model : Models.all()) {
            model.all(ServiceTask.class).forEach(task -> named.add(name(task.getCamundaDelegateExpression())));
            model.all(MessageEventDefinition.class).forEach(thrown ->
                    named.add(name(thrown.getCamundaDelegateExpression())));
            model.all(CamundaTaskListener.class).forEach(listener ->
                    named.add(name(listener.getCamundaDelegateExpression())));
            model.all(CamundaExecutionListener.class).forEach(listener ->
                    named.add(name(listener.getCamundaDelegateExpression())));
        }
        Set<String> written = new TreeSet<>();
        Stream.of(JavaDelegate.class, TaskListener.class, ExecutionListener.class)
                .flatMap(type -> Arrays.stream(context.getBeanNamesForType(type)))
                .filter(this::inAProcessPackage).forEach(written::add);
        assertThat(named).containsAll(written);
    }

    /** Beans of {@code zhangfang.flow.<process>}; those of the engine's wing belong to no model. */
    private boolean inAProcessPackage(String bean) {
        var definition = context.getBeanFactory().getBeanDefinition(bean);
        String source = definition.getFactoryBeanName() == null ? definition.getBeanClassName()
                : AopUtils.getTargetClass(context.getBean(definition.getFactoryBeanName())).getName();
        return source != null && source.startsWith("zhangfang.flow.") && !source.startsWith("zhangfang.flow.engine.");
    }

    private void expect(List<String> missing, Models.Model model, String expression, Class<?> type) {
        String name = name(expression);
        if (!context.containsBean(name) || !type.isInstance(context.getBean(name))) {
            missing.add(model + ": " + expression + " is no " + type.getSimpleName());
        }
    }

    private static boolean hasMethod(Object bean, Expressions.Call call) {
        return Arrays.stream(AopUtils.getTargetClass(bean).getMethods()).anyMatch(method ->
                method.getName().equals(call.method()) && method.getParameterCount() == call.arguments());
    }

    private static String name(String delegateExpression) {
        return delegateExpression == null ? "" : delegateExpression.replaceAll("^[$#]\\{|}$", "");
    }
}
