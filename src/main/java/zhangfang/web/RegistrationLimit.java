package zhangfang.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.refusal.Refusal;

/**
 * How many people may register from one address in an hour, so that nobody fills the list of people by a program. Kept in
 * memory, by each node for itself: what a restart forgets does no harm, and no table grows by what strangers send.
 */
@Component
class RegistrationLimit {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final BusinessClock clock;
    private final int perHour;
    private final Map<String, Deque<Instant>> registrations = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    RegistrationLimit(BusinessClock clock, @Value("${zhangfang.registrations-per-hour:20}") int perHour) {
        this.clock = clock;
        this.perHour = perHour;
    }

    /** @throws Refusal conflict, when this address has registered too many people within the last hour */
    synchronized void check(String address) {
        Deque<Instant> lately = registrations.getOrDefault(address, new ArrayDeque<>());
        Instant since = clock.now().minus(HOUR);
        while (!lately.isEmpty() && !lately.peekFirst().isAfter(since)) {
            lately.removeFirst();
        }
        if (lately.size() >= perHour) {
            throw Refusal.conflict("web.register.tooMany", perHour);
        }
    }

    /** Someone has registered from this address. */
    synchronized void count(String address) {
        registrations.computeIfAbsent(address, key -> new ArrayDeque<>()).addLast(clock.now());
    }
}
