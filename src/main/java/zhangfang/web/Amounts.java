package zhangfang.web;

import org.springframework.stereotype.Component;
import zhangfang.money.Money;
import zhangfang.report.Report.Linked;

/** Shows amounts on pages, as {@code ${@amounts.of(x)}}: digits in groups of three, nothing for zero or unknown. */
@Component
class Amounts {

    public String of(Money amount) {
        return amount == null || amount.isZero() ? "" : withZero(amount);
    }

    /** Whether a report's cell is a link. */
    public boolean leadsOn(Object cell) {
        return cell instanceof Linked;
    }

    public String withZero(Money amount) {
        return amount.grouped();
    }
}
