package zhangfang.intake;

import java.util.Optional;
import zhangfang.engagement.Declaration;
import zhangfang.identity.Actor;

/** What a company's people do while a month's documents are collected; implemented where processes are known. */
public interface MailingProcess {

    /** The open task of mailing documents, to which drafts are bound; nothing once collecting is over. */
    Optional<String> task(Actor actor, String monthId);

    /** Announces one mailing with its files (登记寄件). */
    void announce(Actor actor, String monthId, NewMailing mailing);

    /** Says that all is sent (资料已齐), or that there is nothing to send (本月无票据). */
    void declare(Actor actor, String monthId, Declaration declaration);
}
