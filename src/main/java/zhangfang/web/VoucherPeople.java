package zhangfang.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.ledger.Voucher;

/** The names of those who prepared, reviewed and posted vouchers, where the books keep ids. */
@Component
class VoucherPeople {

    /** A voucher with the names of its preparer (制单) and its reviewer (审核). */
    record NamedVoucher(@JsonUnwrapped Voucher voucher, String preparerName, String reviewerName) {
    }

    private final People people;
    private final MessageSource messages;

    VoucherPeople(People people, MessageSource messages) {
        this.people = people;
        this.messages = messages;
    }

    NamedVoucher named(Voucher voucher) {
        return named(List.of(voucher)).get(0);
    }

    List<NamedVoucher> named(List<Voucher> vouchers) {
        Map<String, String> names = names(vouchers);
        return vouchers.stream().map(voucher -> new NamedVoucher(voucher, names.get(voucher.preparedBy()),
                names.get(voucher.reviewedBy()))).toList();
    }

    /** By id. */
    Map<String, String> names(List<Voucher> vouchers) {
        return namesOf(vouchers.stream()
                .flatMap(voucher -> Stream.of(voucher.preparedBy(), voucher.reviewedBy(), voucher.postedBy()))
                .filter(Objects::nonNull).distinct().toList());
    }

    /** The names of all at once, by id. */
    Map<String, String> namesOf(Collection<String> ids) {
        Map<String, String> names = new HashMap<>(people.namesOf(ids));
        names.replaceAll((id, name) -> Actor.SYSTEM.id().equals(id) ? nameOf(id) : name);
        return names;
    }

    String nameOf(String id) {
        Locale locale = LocaleContextHolder.getLocale();
        return Actor.SYSTEM.id().equals(id) ? messages.getMessage("web.system", null, locale) : people.nameOf(id);
    }
}
