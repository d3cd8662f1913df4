package zhangfang.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * E-mail (邮件), put into the outbox in the transaction that causes it. There is a way out only where a mail server is
 * configured ({@code spring.mail.host}): ask {@link #enabled()} first, and do without e-mail otherwise.
 *
 * <p>To hear whether it was sent, put it {@code about} something and implement {@link DeliveryOutcome} for that topic:
 * {@snippet :
 * mails.put("invoice/" + id + "/1", Mail.of(address, subject, text, documentId), new About("invoiceApplication", id));
 * }
 */
@Service
public class Mails {

    static final String KIND = "mail";

    private final Outbox outbox;
    private final boolean enabled;
    private final String baseUrl;
    private final ObjectMapper json = new ObjectMapper();

    Mails(Outbox outbox, @Value("${spring.mail.host:}") String mailServer,
            @Value("${zhangfang.base-url:http://localhost:8080}") String baseUrl) {
        this.outbox = outbox;
        this.enabled = !mailServer.isBlank();
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    /** Whether e-mail leaves this installation. */
    public boolean enabled() {
        return enabled;
    }

    /** The address of one of this application's pages, for people outside. @param path begins with a slash */
    public String link(String path) {
        return baseUrl + path;
    }

    /** Puts a mail of whose outcome nobody needs to hear; again with the same key does nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(String dedupKey, Mail mail) {
        put(dedupKey, mail, null);
    }

    /**
     * Puts a mail; again with the same key does nothing.
     *
     * @param dedupKey names what the mail is about, over all mails
     * @param about    whose {@link DeliveryOutcome} hears of the end, or {@code null}
     * @throws IllegalStateException where no mail server is configured
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(String dedupKey, Mail mail, Outbox.About about) {
        if (!enabled) {
            throw new IllegalStateException("no mail server is configured: " + dedupKey);
        }
        try {
            outbox.put(KIND, dedupKey, json.writeValueAsString(mail), about);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
