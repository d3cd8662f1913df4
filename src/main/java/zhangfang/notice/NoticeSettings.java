package zhangfang.notice;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * How a person is told by e-mail (通知设置); in the application everything is told always.
 *
 * @param email    the confirmed address, or {@code null}
 * @param pending  the address whose code is awaited, or {@code null}
 * @param failed   whether mail to the address could not be delivered: none is sent until it is confirmed anew
 * @param language of mails
 * @param byEmail  the categories that come by e-mail, too
 */
public record NoticeSettings(String email, Instant confirmedAt, String pending, boolean failed, Language language,
                             Delivery delivery, Set<NoticeCategory> byEmail) {

    /** The languages of mails. */
    public enum Language {
        ZH, EN;

        /** As in a language tag. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When mails come. */
    public enum Delivery {
        /** 即时: one mail for each notice. */
        AT_ONCE,
        /** 每日汇总: at eight in the morning, what is not read yet. */
        DAILY
    }

    public NoticeSettings {
        byEmail = Set.copyOf(byEmail);
    }
}
