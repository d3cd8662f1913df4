package zhangfang.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RegexRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** One sign-in for Tasklist, Cockpit, Admin, the engine's REST API, our pages and our API. */
@Configuration
class SecurityConfiguration {

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    /** What Camunda's own applications call; they bring their own CSRF token and expect 401, not a sign-in page. */
    private static final RequestMatcher CAMUNDA_API = PATH.matcher("/camunda/api/**");
    private static final RequestMatcher OWN_API = PATH.matcher("/api/**");

    /** Our own pages need nothing from elsewhere and are framed by nobody; Camunda's set a policy of their own. */
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; "
            + "frame-ancestors 'self'";

    private static final Pattern HAS_BASIC = Pattern.compile("(?i)^basic .*");

    /** The engine's REST API, for programs: HTTP Basic on every call, no session, hence no CSRF. */
    @Bean
    @Order(1)
    SecurityFilterChain engineRest(HttpSecurity http, EngineSignIn signIn, IdentityService identityService,
            People people) throws Exception {
        return http.securityMatcher(PATH.matcher("/engine-rest/**"))
                .authenticationProvider(signIn)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(CamundaPaths.CLOSED).denyAll()
                        .anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .addFilterAfter(new EngineAuthenticationFilter(identityService, people), AuthorizationFilter.class)
                .build();
    }

    /** Everything else: the form sign-in and its session; our own API also takes HTTP Basic. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, EngineSignIn signIn, People people) throws Exception {
        return http
                .authenticationProvider(signIn)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR).permitAll()
                        .requestMatchers("/sign-in", "/register", "/help", "/webjars/**", "/assets/**", "/favicon.ico",
                                "/error").permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")
                        .permitAll()
                        .requestMatchers("/actuator/**", "/camunda/app/cockpit/**", "/camunda/api/cockpit/**")
                        .access(anyOf(people, Role.ADMINISTRATOR, Role.PROCESS_OWNER))
                        .requestMatchers("/camunda/app/admin/**", "/camunda/api/admin/plugin/**",
                                "/camunda/api/admin/setup/**")
                        .access(anyOf(people, Role.ADMINISTRATOR))
                        .requestMatchers(CamundaPaths.CLOSED).denyAll()
                        .anyRequest().authenticated())
                .formLogin(form -> form.loginPage("/sign-in").failureUrl("/sign-in?error").permitAll())
                .httpBasic(basic -> basic.authenticationEntryPoint(SecurityConfiguration::askForSignIn))
                .logout(logout -> logout
                        .logoutRequestMatcher(new OrRequestMatcher(
                                PATH.matcher(HttpMethod.POST, "/sign-out"),
                                PATH.matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout")))
                        .logoutSuccessUrl("/sign-in?signedOut"))
                .exceptionHandling(handling -> handling
                        .defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                                CAMUNDA_API)
                        .defaultAuthenticationEntryPointFor(SecurityConfiguration::askForSignIn, OWN_API)
                        .defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/sign-in"),
                                new NegatedRequestMatcher(new OrRequestMatcher(CAMUNDA_API, OWN_API))))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(SecurityConfiguration::needsOurCsrfToken))
                .headers(headers -> headers
                        .frameOptions(frame -> frame.sameOrigin())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions -> permissions
                                .policy("camera=(), geolocation=(), microphone=(), payment=()"))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(PATH.matcher("/camunda/**")),
                                new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY))))
                .build();
    }

    /**
     * A program that sent no password, or a wrong one, is told how to sign in; a browser is not, or it would open its
     * own password window over the page. The error page writes the answer.
     */
    private static void askForSignIn(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException reason) throws IOException {
        if (request.getHeader("Sec-Fetch-Mode") == null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"zhangfang\", charset=\"UTF-8\"");
        }
        response.sendError(HttpStatus.UNAUTHORIZED.value());
    }

    /** Asks for the roles as they are now; those of the sign-in may be hours old. */
    private static AuthorizationManager<RequestAuthorizationContext> anyOf(People people, Role... roles) {
        return (authentication, request) -> new AuthorizationDecision(authentication.get().isAuthenticated()
                && people.actor(authentication.get().getName()).isAny(roles));
    }

    /**
     * A browser sends its session cookie along with a forged request, so a session must prove itself with the token; a
     * program with HTTP Basic has sent its password on purpose, and a call of our API without either is asked to sign in.
     */
    private static boolean needsOurCsrfToken(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        boolean basic = authorization != null && HAS_BASIC.matcher(authorization).matches();
        boolean nothingToForge = request.getSession(false) == null && (basic || OWN_API.matches(request));
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request) && !CAMUNDA_API.matches(request) && !nothingToForge;
    }

    /** Tells Camunda's applications who is signed in. */
    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> camundaSignIn() {
        var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.setInitParameters(Map.of("authentication-provider", SignedInUser.class.getName()));
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(201);
        return registration;
    }

    /** Reads who is signed in from the session; created by Camunda's filter, by name. */
    public static class SignedInUser extends ContainerBasedAuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication == null || !authentication.isAuthenticated()
                    || "anonymousUser".equals(authentication.getName())) {
                return AuthenticationResult.unsuccessful();
            }
            List<String> groups = PeopleHolder.people().groupsOf(authentication.getName());
            forgetIfStale(request, engine, groups);
            AuthenticationResult result = AuthenticationResult.successful(authentication.getName());
            result.setGroups(groups);
            result.setTenants(List.of());
            return result;
        }
    }

    /** Camunda's filter keeps the groups of the first request in the session; they change when someone joins a company. */
    private static void forgetIfStale(HttpServletRequest request, ProcessEngine engine, List<String> groups) {
        Authentications kept = AuthenticationUtil.getAuthsFromSession(request.getSession());
        if (kept != null && kept.getAuthenticationForProcessEngine(engine.getName()) instanceof UserAuthentication user
                && !Set.copyOf(groups).equals(Set.copyOf(user.getGroupIds()))) {
            kept.removeByEngineName(engine.getName());
        }
    }

    /** Parts of Camunda's APIs that would lead around the domain: files and notes belong to our own API. */
    static final class CamundaPaths {
        static final RequestMatcher CLOSED = new OrRequestMatcher(
                RegexRequestMatcher.regexMatcher("^/(engine-rest(/engine/[^/]+)?|camunda/api/engine/engine/[^/]+)"
                        + "/(task|process-instance)/[^/]+/(attachment|comment)(/.*)?$"),
                RegexRequestMatcher.regexMatcher(".*/auth/user/default/login/.*$"));

        private CamundaPaths() {
        }
    }
}
