package zhangfang.identity;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Checks passwords against the engine's identity service, which also slows down guessing. */
@Component
class EngineSignIn implements AuthenticationProvider {

    private final IdentityService identityService;
    private final People people;

    EngineSignIn(IdentityService identityService, People people) {
        this.identityService = identityService;
        this.people = people;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String userId = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        if (userId.isBlank() || password.isEmpty() || !identityService.checkPassword(userId, password)) {
            throw new BadCredentialsException("wrong user name or password");
        }
        return UsernamePasswordAuthenticationToken.authenticated(userId, null,
                people.groupsOf(userId).stream().map(SimpleGrantedAuthority::new).toList());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
