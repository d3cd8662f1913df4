package zhangfang.notice;

import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;

/** Whoever awaits a code that could not be delivered is told so; nobody else needs to know of a mistyped address. */
@Component
class CodeDelivery implements DeliveryOutcome {

    static final String TOPIC = "emailCode";

    private final Notices notices;
    private final BusinessClock clock;

    CodeDelivery(Notices notices, BusinessClock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void delivered(String userId) {
        // the person has it
    }

    @Override
    public void gaveUp(String userId, String reason) {
        notices.tell(userId, null, "mail.codeFailed/" + clock.now(), "notice.mail.codeFailed", reason);
    }
}
