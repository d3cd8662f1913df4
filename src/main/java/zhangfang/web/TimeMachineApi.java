package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.TimeTravel;
import zhangfang.refusal.Refusal;

/** The time machine of the sample start; outside that profile there is no such endpoint. */
@RestController
@Profile("demo")
@RequestMapping("/api/time-machine")
@Tag(name = "time-machine", description = "时间机器 (sample start only)")
class TimeMachineApi {

    record Journey(String to) {
    }

    record Position(ZonedDateTime now, ZonedDateTime target, boolean running, int fired, int failed) {
    }

    private final TimeTravel timeTravel;

    TimeMachineApi(TimeTravel timeTravel) {
        this.timeTravel = timeTravel;
    }

    @GetMapping
    @Operation(summary = "Where business time is, and how far a journey has come")
    Position position() {
        return position(timeTravel.progress());
    }

    @PostMapping
    @Operation(summary = "Moves business time forward, from due time to due time; answers when it has arrived")
    Position travel(@RequestBody Journey journey) {
        if (journey.to() == null || journey.to().isBlank()) {
            throw Refusal.field("to", "flow.time.missing");
        }
        try {
            return position(timeTravel.travelTo(OffsetDateTime.parse(journey.to().strip()).toInstant()));
        } catch (DateTimeException e) {
            throw Refusal.field("to", "flow.time.format");
        }
    }

    private static Position position(TimeTravel.Progress progress) {
        return new Position(progress.now().atZone(BusinessClock.ZONE),
                progress.target() == null ? null : progress.target().atZone(BusinessClock.ZONE),
                progress.running(), progress.fired(), progress.failed());
    }
}
