package zhangfang.notice;

import org.springframework.stereotype.Component;

/** A person's address that mail does not reach gets no more, and the person is told so in the application. */
@Component
class NoticeDelivery implements DeliveryOutcome {

    private final NoticePreferences preferences;
    private final Notices notices;

    NoticeDelivery(NoticePreferences preferences, Notices notices) {
        this.preferences = preferences;
        this.notices = notices;
    }

    @Override
    public String topic() {
        return NoticeMails.TOPIC;
    }

    @Override
    public void delivered(String userId) {
        // as it should be
    }

    @Override
    public void gaveUp(String userId, String reason) {
        NoticeSettings settings = preferences.of(userId);
        if (settings.email() != null && preferences.failed(userId, settings.email())) {
            notices.tell(userId, null, "mail.failed/" + settings.confirmedAt(),
                    "notice.mail.failed", settings.email(), reason);
        }
    }
}
