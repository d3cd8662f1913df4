package zhangfang.web;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/** Loads a year's official calendar on a person's command; the calendar itself knows neither people nor the record. */
@Service
class CalendarLoading {

    private final StatutoryCalendar calendar;
    private final Audit audit;

    CalendarLoading(StatutoryCalendar calendar, Audit audit) {
        this.calendar = calendar;
        this.audit = audit;
    }

    /** @throws Refusal naming every bad line, or forbidden to all but process owners and administrators */
    @Transactional
    public void load(Actor actor, int year, String csv) {
        if (!actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR)) {
            throw Refusal.forbidden("web.calendar.notAllowed");
        }
        calendar.load(year, csv);
        audit.record(actor, "calendar.load", null, String.valueOf(year), null);
    }
}
