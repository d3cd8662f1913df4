package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.notice.Mails;
import zhangfang.notice.NoticeCategory;
import zhangfang.notice.NoticePreferences;
import zhangfang.notice.NoticeSettings;
import zhangfang.notice.NoticeSettings.Delivery;
import zhangfang.notice.NoticeSettings.Language;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** The caller's own choice of what comes by e-mail. */
@RestController
@RequestMapping("/api/me/notice-settings")
@Tag(name = "notices 通知")
class NoticeSettingsApi {

    /** @param inApp always: in the application everything is told */
    record CategoryView(NoticeCategory category, boolean inApp, boolean email) {
    }

    /**
     * @param mailServer whether e-mail leaves this installation
     * @param email      the confirmed address
     * @param pending    an address whose code is awaited
     * @param failed     mail to the address could not be delivered and is not tried any more
     */
    record View(boolean mailServer, String email, String pending, boolean failed, Language language, Delivery delivery,
                List<CategoryView> categories) {
    }

    /** @param byEmail categories, such as {@code TASK} */
    record Choice(String language, String delivery, List<String> byEmail) {
    }

    record Address(String email) {
    }

    record Code(String code) {
    }

    private final CurrentActor actor;
    private final NoticePreferences preferences;
    private final Mails mails;

    NoticeSettingsApi(CurrentActor actor, NoticePreferences preferences, Mails mails) {
        this.actor = actor;
        this.preferences = preferences;
        this.mails = mails;
    }

    @GetMapping
    @Operation(summary = "The caller's notice settings")
    View settings() {
        return view(preferences.of(actor.get().id()));
    }

    @PutMapping
    @Operation(summary = "Chooses language (ZH, EN), delivery (AT_ONCE, DAILY) and the categories that come by e-mail")
    View choose(@RequestBody Choice choice) {
        List<Reason> wrong = new ArrayList<>();
        Language language = read("language", choice.language(), Language.class, wrong);
        Delivery delivery = read("delivery", choice.delivery(), Delivery.class, wrong);
        Set<NoticeCategory> byEmail = EnumSet.noneOf(NoticeCategory.class);
        if (choice.byEmail() == null) {
            wrong.add(Reason.field("byEmail", "web.notices.choice", names(NoticeCategory.class)));
        } else {
            choice.byEmail().forEach(name -> {
                NoticeCategory category = read("byEmail", name, NoticeCategory.class, wrong);
                if (category != null) {
                    byEmail.add(category);
                }
            });
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        return view(preferences.choose(actor.get(), language, delivery, byEmail));
    }

    @PostMapping("/email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Names an address; a code of six digits goes there, good for 30 minutes and 5 tries")
    View nameAddress(@RequestBody Address address) {
        return view(preferences.nameAddress(actor.get(), address.email()));
    }

    @PostMapping("/email/confirm")
    @Operation(summary = "Confirms the address by the code that was mailed to it")
    View confirmAddress(@RequestBody Code code) {
        return view(preferences.confirmAddress(actor.get(), code.code()));
    }

    @DeleteMapping("/email")
    @Operation(summary = "Removes the address: no e-mail any more")
    View removeAddress() {
        return view(preferences.removeAddress(actor.get()));
    }

    private View view(NoticeSettings settings) {
        return new View(mails.enabled(), settings.email(), settings.pending(), settings.failed(), settings.language(),
                settings.delivery(), Arrays.stream(NoticeCategory.values())
                        .map(category -> new CategoryView(category, true, settings.byEmail().contains(category)))
                        .toList());
    }

    private static <E extends Enum<E>> E read(String field, String name, Class<E> type, List<Reason> wrong) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        wrong.add(Reason.field(field, "web.notices.choice", names(type)));
        return null;
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }
}
