package zhangfang.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.money.Money;
import zhangfang.report.ReportFormat;

/** What the API's description ({@code /v3/api-docs}) says once for all calls. */
@Configuration
class ApiDocumentation {

    private static final String BASIC = "basic";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(Money.class, new StringSchema().pattern("-?\\d+\\.\\d{2}").example("1234.50"))
                .replaceWithSchema(java.time.YearMonth.class, new StringSchema().example("2026-01"))
                .addRequestWrapperToIgnore(ReportFormat.class);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info().title("Zhangfang 账房").version("1")
                        .description("""
                                HTTP Basic or the signed-in session. Amounts are decimal strings with two places, months \
                                are written 2026-01, lists answer {"rows": […]}. Errors are problem details (RFC 9457) in \
                                the caller's language (Accept-Language: zh, en). A company that the caller may not see \
                                answers 404. Processes are driven through the engine's own REST API at /engine-rest.""")
                        .license(new License().name("Apache-2.0")
                                .url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(BASIC, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"))
                        .addSchemas(PROBLEM, problem()))
                .addSecurityItem(new SecurityRequirement().addList(BASIC));
    }

    @Bean
    OperationCustomizer everyCallMayBeRefused() {
        return (operation, method) -> {
            operation.getResponses().addApiResponse("default", new ApiResponse()
                    .description("Refused, with the reasons")
                    .content(new Content().addMediaType("application/problem+json",
                            new MediaType().schema(new Schema<>().$ref(PROBLEM)))));
            return operation;
        };
    }

    private static Schema<?> problem() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema().description("the input field, where it is about one"))
                .addProperty("line", new IntegerSchema().description("the line of the file, its header being line 1"))
                .addProperty("reason", new StringSchema());
        return new ObjectSchema()
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("all reasons in one text"))
                .addProperty("instance", new StringSchema())
                .addProperty("errors", new ArraySchema().items(error));
    }
}
