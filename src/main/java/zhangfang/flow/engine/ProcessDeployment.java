package zhangfang.flow.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.CamundaDeploymentConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.core.io.ContextResource;
import org.springframework.core.io.DescriptiveResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models and their forms as one deployment whose resource names are the paths in the project
 * ({@code processes/…}, {@code forms/…}), the same from classes and from a jar: a form key
 * {@code embedded:deployment:forms/…} finds its form in the deployment of its process version, so a running instance
 * keeps the forms that it started with.
 */
@Component
class ProcessDeployment extends AbstractCamundaConfiguration implements CamundaDeploymentConfiguration {

    private static final String[] PATTERNS = {"classpath*:/processes/*.bpmn", "classpath*:/processes/*.dmn",
            "classpath*:/forms/**/*.html"};

    @Override
    public void preInit(SpringProcessEngineConfiguration configuration) {
        configuration.setDeploymentName("zhangfang");
        configuration.setDeploymentResources(getDeploymentResources().toArray(Resource[]::new));
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        preInit((SpringProcessEngineConfiguration) configuration);
    }

    @Override
    public Set<Resource> getDeploymentResources() {
        Set<Resource> resources = new LinkedHashSet<>();
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        try {
            for (String pattern : PATTERNS) {
                for (Resource resource : resolver.getResources(pattern)) {
                    resources.add(new ProjectFile(resource));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resources;
    }

    /** A file that is known by its path in the project. */
    private static final class ProjectFile extends DescriptiveResource implements ContextResource {

        private final Resource file;
        private final String path;

        ProjectFile(Resource file) throws IOException {
            super(file.getDescription());
            this.file = file;
            String url = file.getURL().toString();
            int start = Math.max(url.lastIndexOf("/processes/"), url.lastIndexOf("/forms/"));
            this.path = url.substring(start + 1);
        }

        @Override
        public String getPathWithinContext() {
            return path;
        }

        @Override
        public String getFilename() {
            return path;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return file.getInputStream();
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ProjectFile that && path.equals(that.path);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path);
        }
    }
}
