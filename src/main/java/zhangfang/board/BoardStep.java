package zhangfang.board;

import java.util.Arrays;
import java.util.List;
import zhangfang.engagement.Stage;

/** The steps of a month as people tell them apart who watch over the work (收票 · 记账 · 审核 · 结账 · 待确认 · 申报 · 缴款). */
public enum BoardStep {
    COLLECTING(Stage.COLLECTING),
    BOOKKEEPING(Stage.BOOKKEEPING),
    REVIEW(Stage.REVIEW),
    /** With the issue of the reports, which follows by itself. */
    CLOSING(Stage.CLOSING, Stage.ISSUING),
    CONFIRMING(Stage.CONFIRMING),
    FILING(Stage.FILING),
    RECEIPTS(Stage.RECEIPTS);

    private final List<Stage> stages;

    BoardStep(Stage... stages) {
        this.stages = List.of(stages);
    }

    List<String> stages() {
        return stages.stream().map(Stage::name).toList();
    }

    /** @throws IllegalArgumentException for a month that is not under way */
    static BoardStep of(Stage stage) {
        return Arrays.stream(values()).filter(step -> step.stages.contains(stage)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(stage.name()));
    }
}
