package zhangfang.web;

import org.springframework.stereotype.Component;
import zhangfang.ledger.PinyinInitials;

/** Initials of account names for lists on pages, as {@code ${@accountInitials.of(name)}}. */
@Component
class AccountInitials {

    public String of(String name) {
        return PinyinInitials.of(name);
    }
}
