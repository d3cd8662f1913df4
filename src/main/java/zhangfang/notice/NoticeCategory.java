package zhangfang.notice;

import java.util.Map;
import java.util.Optional;

/** What a notice is about, by its message key; people choose by it what they get by e-mail. */
public enum NoticeCategory {
    /** 待办: a task waits. */
    TASK,
    /** 期限: a deadline is near. */
    DEADLINE,
    /** 资金与发票. */
    MONEY,
    /** 服务进度. */
    PROGRESS,
    /** 系统. */
    SYSTEM;

    /** Sentences that are about something else than most of their module's. */
    private static final Map<String, NoticeCategory> SENTENCES = Map.ofEntries(
            Map.entry("flow.notice.deadlineNear", DEADLINE),
            Map.entry("ordering.notice.recommended", TASK),
            Map.entry("ordering.notice.confirmStart", TASK),
            Map.entry("ordering.notice.startReminder", DEADLINE),
            Map.entry("ordering.notice.claimOverdue", DEADLINE),
            Map.entry("ordering.notice.renewal", DEADLINE),
            Map.entry("ordering.notice.paidByTopUp", MONEY),
            Map.entry("ordering.notice.missing", MONEY),
            Map.entry("ordering.notice.refunded", MONEY),
            Map.entry("invoicing.notice.mailed", TASK),
            Map.entry("engagement.notice.collecting", TASK),
            Map.entry("engagement.notice.issued", TASK),
            Map.entry("engagement.notice.mailing", DEADLINE));

    private static final Map<String, NoticeCategory> MODULES = Map.ofEntries(
            Map.entry("flow", TASK),
            Map.entry("wallet", MONEY),
            Map.entry("invoicing", MONEY),
            Map.entry("ordering", PROGRESS),
            Map.entry("engagement", PROGRESS),
            Map.entry("intake", PROGRESS),
            Map.entry("termination", PROGRESS),
            Map.entry("support", PROGRESS),
            Map.entry("ledger", PROGRESS),
            Map.entry("statements", PROGRESS),
            Map.entry("tax", PROGRESS),
            Map.entry("company", PROGRESS),
            Map.entry("identity", SYSTEM),
            Map.entry("audit", SYSTEM),
            Map.entry("notice", SYSTEM));

    /** The category of a message key; {@link #SYSTEM} for one that nobody has thought of. */
    static NoticeCategory of(String messageKey) {
        return known(messageKey).orElse(SYSTEM);
    }

    /** By the sentence itself, else by its module. */
    static Optional<NoticeCategory> known(String messageKey) {
        String module = messageKey.contains(".") ? messageKey.substring(0, messageKey.indexOf('.')) : messageKey;
        return Optional.ofNullable(SENTENCES.getOrDefault(messageKey, MODULES.get(module)));
    }
}
