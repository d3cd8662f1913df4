package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.notice.Notices;
import zhangfang.notice.Notices.Notice;

@RestController
@RequestMapping("/api/notices")
@Tag(name = "notices 通知")
class NoticeApi {

    private static final int LONGEST_LIST = 200;

    private final Notices notices;
    private final CurrentActor actor;

    NoticeApi(Notices notices, CurrentActor actor) {
        this.notices = notices;
        this.actor = actor;
    }

    @GetMapping
    @Operation(summary = "The caller's newest notices, at most 200; taskId is the task that one tells of")
    Rows<Notice> list(@RequestParam(defaultValue = "50") int limit) {
        return new Rows<>(notices.of(actor.get().id(), Math.max(1, Math.min(limit, LONGEST_LIST))));
    }

    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Marks one of the caller's notices as read")
    void read(@PathVariable long id) {
        notices.read(actor.get().id(), id);
    }
}
