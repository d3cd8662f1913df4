package zhangfang.engagement;

import java.time.YearMonth;
import org.springframework.stereotype.Service;
import zhangfang.identity.Actor;

/** The months of a running service (服务月), one per company and calendar month. */
@Service
public class ServiceMonths {

    /**
     * Opens the service month; a second call for the same order, company and month answers the same id.
     *
     * @return the service month's id, which is the business key of its process instance
     */
    public String open(Actor actor, String orderId, String companyId, YearMonth month) {
        throw new UnsupportedOperationException();
    }
}
