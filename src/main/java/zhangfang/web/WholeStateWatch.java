package zhangfang.web;

import java.util.List;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhangfang.audit.WholeState;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Role;
import zhangfang.ledger.BookParking;
import zhangfang.notice.Notices;

/**
 * Looks at everything once a night, every chain of vouchers from its beginning: a row changed long after it was posted
 * makes no book grow, so that nothing else would look at it again unasked.
 */
@Component
class WholeStateWatch {

    private final WholeState wholeState;
    private final BookParking parking;
    private final BusinessClock clock;
    private final Notices notices;

    WholeStateWatch(WholeState wholeState, BookParking parking, BusinessClock clock, Notices notices) {
        this.wholeState = wholeState;
        this.parking = parking;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Tells the process owners, once a day, how much is not in order; the health page names it. Books among it are locked
     * one by one, so that the others go on.
     */
    @Scheduled(cron = "0 0 3 * * *", zone = "Asia/Shanghai")
    void tellOwners() {
        Map<String, List<String>> violations = wholeState.violationsAnew();
        int number = violations.values().stream().mapToInt(List::size).sum();
        if (number > 0) {
            parking.suspects().forEach(parking::parkIfBroken);
            notices.tellRole(Role.PROCESS_OWNER, null, "whole-state-" + clock.today(), "notice.wholeState.violated", number);
        }
    }
}
