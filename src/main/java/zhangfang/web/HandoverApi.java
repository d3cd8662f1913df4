package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.engagement.KeeperHandover;
import zhangfang.engagement.KeeperHandovers;
import zhangfang.engagement.NewHandover;
import zhangfang.identity.CurrentActor;

/** Hand-overs of a company from one accountant to another (换会计). */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "companies 企业")
class HandoverApi {

    private final CurrentActor actor;
    private final KeeperHandovers handovers;

    HandoverApi(CurrentActor actor, KeeperHandovers handovers) {
        this.actor = actor;
        this.handovers = handovers;
    }

    @PostMapping("/keeper")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Hands the company and its open tasks to another accountant (换会计), against a list (交接清单)",
            description = "By a process owner, a reviewer or the present accountant. supervisorId (监交人): a process owner "
                    + "or reviewer, by default the caller; rows: kind, quantity, remark, at least one")
    KeeperHandover handOver(@PathVariable String companyId, @RequestBody NewHandover handover) {
        return handovers.handOver(actor.get(), companyId, handover);
    }

    @GetMapping("/handovers")
    @Operation(summary = "The company's hand-overs with their lists, the newest first")
    Rows<KeeperHandover> handovers(@PathVariable String companyId) {
        return new Rows<>(handovers.list(actor.get(), companyId));
    }
}
