package zhangfang.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the engine check its authorizations against the person who called its REST API. */
class EngineAuthenticationFilter extends OncePerRequestFilter {

    private final IdentityService identityService;
    private final People people;

    EngineAuthenticationFilter(IdentityService identityService, People people) {
        this.identityService = identityService;
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String userId = SecurityContextHolder.getContext().getAuthentication().getName();
        try {
            identityService.setAuthentication(userId, people.groupsOf(userId), List.of());
            chain.doFilter(request, response);
        } finally {
            identityService.clearAuthentication();
        }
    }
}
