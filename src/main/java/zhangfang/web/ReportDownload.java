package zhangfang.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.core.MethodParameter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import zhangfang.report.Report;
import zhangfang.report.ReportFiles;
import zhangfang.report.ReportFormat;

/** Answers reports as files. A method that takes a {@link ReportFormat} is told which one the caller asks for. */
@Component
class ReportDownload implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private final ReportFiles files;

    ReportDownload(ReportFiles files) {
        this.files = files;
    }

    ResponseEntity<byte[]> of(Report report, ReportFormat format, Locale locale) {
        return file(report.name() + "." + format.extension(), format.mediaType(), files.write(report, format, locale));
    }

    static ResponseEntity<byte[]> file(String name, String type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ReportFormat.class;
    }

    /** By the address's extension; without one by the Accept header, which brought the request here. */
    @Override
    public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer page, NativeWebRequest request,
            WebDataBinderFactory binders) {
        HttpServletRequest call = request.getNativeRequest(HttpServletRequest.class);
        return Arrays.stream(ReportFormat.values())
                .filter(format -> call.getRequestURI().endsWith("." + format.extension()))
                .findFirst().orElseGet(() -> accepted(call));
    }

    private static ReportFormat accepted(HttpServletRequest call) {
        List<MediaType> accepted = MediaType.parseMediaTypes(call.getHeader(HttpHeaders.ACCEPT));
        return accepted.stream()
                .flatMap(type -> Arrays.stream(ReportFormat.values())
                        .filter(format -> type.isCompatibleWith(MediaType.parseMediaType(format.mediaType()))))
                .findFirst().orElse(ReportFormat.CSV);
    }
}
