package zhangfang.web;

import java.time.Duration;
import java.time.Instant;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;

/** How long there is until a deadline, in words, as {@code ${@timeLeft.until(x)}}. */
@Component
class TimeLeft {

    private static final int DAYS_FROM_HOURS = 48;

    private final BusinessClock clock;
    private final MessageSource messages;

    TimeLeft(BusinessClock clock, MessageSource messages) {
        this.clock = clock;
        this.messages = messages;
    }

    public String until(Instant deadline) {
        Duration left = Duration.between(clock.now(), deadline);
        if (left.isNegative() || left.isZero()) {
            return text("purchase.left.over");
        }
        if (left.toHours() >= DAYS_FROM_HOURS) {
            return text("purchase.left.days", left.toDays());
        }
        return left.toHours() > 0 ? text("purchase.left.hours", left.toHours()) : text("purchase.left.soon");
    }

    /** Whether less than two days are left. */
    public boolean isShort(Instant deadline) {
        return Duration.between(clock.now(), deadline).toHours() < DAYS_FROM_HOURS;
    }

    private String text(String key, Object... args) {
        return messages.getMessage(key, args, LocaleContextHolder.getLocale());
    }
}
