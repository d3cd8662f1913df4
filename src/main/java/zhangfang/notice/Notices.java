package zhangfang.notice;

import java.util.List;
import org.springframework.stereotype.Service;
import zhangfang.identity.Role;

/** In-app notices (站内通知), written in the transaction of what they tell about. */
@Service
public class Notices {

    /** Tells all of a company's people; once per {@code onceKey}, however often called. */
    public void tellCompany(String companyId, String onceKey, String messageKey, Object... args) {
        throw new UnsupportedOperationException();
    }

    /** Tells everyone in a role; once per {@code onceKey}. */
    public void tellRole(Role role, String companyId, String onceKey, String messageKey, Object... args) {
        throw new UnsupportedOperationException();
    }

    /** Tells one person; once per {@code onceKey}. */
    public void tell(String userId, String companyId, String onceKey, String messageKey, Object... args) {
        throw new UnsupportedOperationException();
    }

    /** A notice as its reader sees it, newest first in lists. */
    public record Notice(long id, String companyId, String text, java.time.Instant at, boolean read) {
    }

    /** A person's newest notices. */
    public List<Notice> of(String userId, int limit) {
        throw new UnsupportedOperationException();
    }
}
