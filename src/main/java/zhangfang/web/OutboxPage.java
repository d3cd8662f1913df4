package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import zhangfang.identity.CurrentActor;
import zhangfang.notice.Mails;
import zhangfang.notice.OutboxWatch;

/** What did not leave the system at once (发件箱), for process owners and administrators. */
@Controller
@Tag(name = "notices 通知")
class OutboxPage {

    private static final int MOST = 200;

    private final CurrentActor actor;
    private final OutboxWatch outbox;
    private final Mails mails;

    OutboxPage(CurrentActor actor, OutboxWatch outbox, Mails mails) {
        this.actor = actor;
        this.outbox = outbox;
        this.mails = mails;
    }

    @GetMapping("/outbox")
    String show(Model model) {
        model.addAttribute("rows", outbox.unsent(actor.get(), MOST));
        model.addAttribute("mailServer", mails.enabled());
        return "outbox";
    }

    @GetMapping("/api/outbox")
    @ResponseBody
    @Operation(summary = "What was not sent at its first try, the newest 200: WAITING for the next one, or GAVE_UP")
    Rows<OutboxWatch.Unsent> list() {
        return new Rows<>(outbox.unsent(actor.get(), MOST));
    }
}
