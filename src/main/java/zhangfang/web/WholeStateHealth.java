package zhangfang.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import zhangfang.audit.WholeState;

/**
 * The whole-state check as a health detail. It reads all books, so a result is kept for a while. A violation is a matter
 * for people, not for a load balancer: the application stays up and other books go on.
 */
@Component
class WholeStateHealth implements HealthIndicator {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final WholeState wholeState;
    private Health last;
    private Instant checkedAt;

    WholeStateHealth(WholeState wholeState) {
        this.wholeState = wholeState;
    }

    @Override
    public synchronized Health health() {
        if (last == null || checkedAt.plus(KEPT).isBefore(Instant.now())) {
            Map<String, List<String>> violations = new TreeMap<>(wholeState.violationsByCheck());
            boolean clean = violations.values().stream().allMatch(List::isEmpty);
            last = Health.up().withDetail("clean", clean).withDetails(violations).build();
            checkedAt = Instant.now();
        }
        return last;
    }
}
