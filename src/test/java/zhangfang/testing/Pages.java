package zhangfang.testing;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which pages the application has, as it knows itself. */
public final class Pages {

    private Pages() {
    }

    /** The addresses that answer GET with a page, as patterns like {@code /companies/{companyId}}. */
    public static Set<String> of(RequestMappingHandlerMapping mappings) {
        Set<String> pages = new TreeSet<>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            if (isPage(handler) && (methods.isEmpty() || methods.contains(RequestMethod.GET))) {
                pages.addAll(mapping.getPatternValues());
            }
        });
        return pages;
    }

    private static boolean isPage(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("zhangfang.web")
                && !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class)
                && !handler.hasMethodAnnotation(ResponseBody.class)
                && !HttpEntity.class.isAssignableFrom(handler.getReturnType().getParameterType());
    }
}
