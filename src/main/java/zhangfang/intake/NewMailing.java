package zhangfang.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import zhangfang.intake.Mailing.Way;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * What is announced of a mailing.
 *
 * @param documentIds drafts that were uploaded for it; an upload needs at least one
 */
public record NewMailing(Way way, String courier, String trackingNumber, String pickupAddress, Instant pickupFrom,
        Instant pickupUntil, String remark, List<String> documentIds) {

    private static final int SHORT = 60;
    private static final int ADDRESS = 200;
    private static final int REMARK = 500;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

    public NewMailing {
        courier = strip(courier);
        trackingNumber = strip(trackingNumber);
        pickupAddress = strip(pickupAddress);
        remark = strip(remark);
        documentIds = documentIds == null ? List.of() : List.copyOf(documentIds);
    }

    /** @throws Refusal naming every field that is missing or wrong */
    void check(Instant now, boolean withFile) {
        List<Reason> reasons = new ArrayList<>();
        if (way == null) {
            reasons.add(Reason.field("way", "intake.mailing.way"));
        } else {
            switch (way) {
                case COURIER -> {
                    need(reasons, "courier", courier, SHORT);
                    need(reasons, "trackingNumber", trackingNumber, SHORT);
                    if (trackingNumber != null && !trackingNumber.matches("[0-9A-Za-z-]{5,60}")) {
                        reasons.add(Reason.field("trackingNumber", "intake.mailing.trackingNumber"));
                    }
                }
                case PICKUP -> checkPickup(reasons, now);
                case HAND_IN -> { }
                case UPLOAD -> {
                    if (documentIds.isEmpty() && !withFile) {
                        reasons.add(Reason.field("documentIds", "intake.mailing.noFile"));
                    }
                }
            }
        }
        if (remark != null && remark.length() > REMARK) {
            reasons.add(Reason.field("remark", "intake.text.tooLong", REMARK));
        }
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
    }

    private void checkPickup(List<Reason> reasons, Instant now) {
        need(reasons, "pickupAddress", pickupAddress, ADDRESS);
        if (pickupFrom == null) {
            reasons.add(Reason.field("pickupFrom", "intake.text.required"));
        }
        if (pickupUntil == null) {
            reasons.add(Reason.field("pickupUntil", "intake.text.required"));
        }
        if (pickupFrom != null && pickupUntil != null) {
            if (!pickupUntil.isAfter(pickupFrom)
                    || Duration.between(pickupFrom, pickupUntil).compareTo(LONGEST_WINDOW) > 0) {
                reasons.add(Reason.field("pickupUntil", "intake.mailing.window"));
            } else if (!pickupUntil.isAfter(now)) {
                reasons.add(Reason.field("pickupUntil", "intake.mailing.windowOver"));
            }
        }
    }

    private static void need(List<Reason> reasons, String field, String text, int limit) {
        if (text == null) {
            reasons.add(Reason.field(field, "intake.text.required"));
        } else if (text.length() > limit) {
            reasons.add(Reason.field(field, "intake.text.tooLong", limit));
        }
    }

    private static String strip(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
