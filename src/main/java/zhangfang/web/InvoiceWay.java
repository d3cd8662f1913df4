package zhangfang.web;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import zhangfang.calendar.BusinessClock;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceStep;
import zhangfang.invoicing.InvoiceStep.Kind;

/** The way of an application as a line of stations (开票进度): those it has passed with their time, those to come. */
final class InvoiceWay {

    /**
     * @param status key of {@code invoicing.applicationStatus}
     * @param at     when it was reached; {@code null} while it lies ahead
     */
    record Station(String status, ZonedDateTime at) {
    }

    private InvoiceWay() {
    }

    static List<Station> of(InvoiceApplication one, List<InvoiceStep> steps) {
        Map<Kind, InvoiceStep> last = new EnumMap<>(Kind.class);
        steps.forEach(step -> last.put(step.kind(), step));
        List<Station> way = new ArrayList<>();
        way.add(station("APPLIED", last, Kind.APPLIED));
        if (one.status() == Status.CANCELLED) {
            way.add(station("CANCELLED", last, Kind.CANCELLED));
            return way;
        }
        way.add(station("ISSUING", last, Kind.ISSUING));
        if (one.status() == Status.REJECTED) {
            way.add(station("REJECTED", last, Kind.REJECTED));
            return way;
        }
        way.add(station("ISSUED", last, Kind.ISSUED));
        if (one.onPaper()) {
            way.add(station("MAILED", last, Kind.MAILED));
        }
        way.add(station("COMPLETED", last, Kind.SIGNED, Kind.COMPLETED_BY_TIME, Kind.SENT, Kind.PROVIDED));
        if (one.openReturnId() != null) {
            way.add(station("RETURNING", last, Kind.RETURN_APPLIED));
        } else if (one.left().isZero()) {
            way.add(station("RETURNED", last, Kind.RED_ISSUED));
        }
        return way;
    }

    private static Station station(String status, Map<Kind, InvoiceStep> last, Kind... kinds) {
        for (Kind kind : kinds) {
            if (last.containsKey(kind)) {
                return new Station(status, last.get(kind).effectiveAt().atZone(BusinessClock.ZONE));
            }
        }
        return new Station(status, null);
    }
}
