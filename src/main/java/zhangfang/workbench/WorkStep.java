package zhangfang.workbench;

import java.util.List;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Stage;

/** The steps of a service month as the agency sees them, one column of the workbench each. */
public enum WorkStep {
    /** 收票. */
    COLLECT("documentsCollected", Stage.COLLECTING),
    /** 签收: mailings that have come or are on the way. */
    SIGN("signed", Stage.COLLECTING),
    /** 录入. */
    KEEP("booksKept", Stage.BOOKKEEPING),
    /** 审核. */
    REVIEW("reviewed", Stage.REVIEW),
    /** 结账, with the issuing of the reports. */
    CLOSE("closed", Stage.CLOSING, Stage.ISSUING),
    /** 确认, by the customer. */
    CONFIRM("serviceCompleted", Stage.CONFIRMING),
    /** 申报. */
    FILE("filed", Stage.FILING),
    /** 缴款. */
    PAY("paid", Stage.RECEIPTS);

    private final String action;
    private final List<Stage> stages;

    WorkStep(String action, Stage... stages) {
        this.action = action;
        this.stages = List.of(stages);
    }

    /** The action that a month records when this step is done. */
    public String action() {
        return action;
    }

    /** Stages in which a month stands here. */
    public List<Stage> stages() {
        return stages;
    }

    /** Where a month stands; nothing before it begins and after it ends is a step. */
    static WorkStep of(Stage stage, MonthStatus status) {
        return switch (stage) {
            case NOT_STARTED, ENDED -> null;
            case COLLECTING -> status == MonthStatus.AWAITING_DOCUMENTS ? COLLECT : SIGN;
            case BOOKKEEPING -> KEEP;
            case REVIEW -> REVIEW;
            case CLOSING, ISSUING -> CLOSE;
            case CONFIRMING -> CONFIRM;
            case FILING -> FILE;
            case RECEIPTS -> PAY;
        };
    }
}
