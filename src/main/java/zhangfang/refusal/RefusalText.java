package zhangfang.refusal;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts a {@link Refusal} into a person's words. */
@Component
public class RefusalText {

    private final MessageSource messages;

    RefusalText(MessageSource messages) {
        this.messages = messages;
    }

    /** One reason as a sentence, without field or line. */
    public String sentence(Refusal.Reason reason, Locale locale) {
        Object[] args = reason.args().stream().map(RefusalText::plain).toArray();
        return messages.getMessage(reason.key(), args, locale);
    }

    /** All reasons in one text, each with its line where it has one. */
    public String text(Refusal refusal, Locale locale) {
        List<String> sentences = refusal.reasons().stream()
                .map(reason -> reason.line() == null
                        ? sentence(reason, locale)
                        : messages.getMessage("refusal.line", new Object[] {reason.line().toString(),
                                sentence(reason, locale)}, locale))
                .distinct()
                .toList();
        return String.join("\n", sentences);
    }

    /** MessageFormat would group digits and round: numbers and amounts are passed as they read. */
    private static Object plain(Object arg) {
        return arg == null ? "" : arg.toString();
    }
}
