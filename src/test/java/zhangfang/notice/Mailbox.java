package zhangfang.notice;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;

/** The mails that arrived at the tests' mail server. */
public final class Mailbox {

    private final GreenMail server;
    private final OutboxDispatcher dispatcher;

    Mailbox(GreenMail server, OutboxDispatcher dispatcher) {
        this.server = server;
        this.dispatcher = dispatcher;
    }

    /** Sends what is due in the outbox, and tells the outcomes. */
    public void deliver() {
        dispatcher.dispatch();
    }

    /** What one address received, oldest first. */
    public List<MimeMessage> of(String address) {
        return Arrays.stream(server.getReceivedMessages()).filter(mail -> isTo(mail, address)).toList();
    }

    /** The subjects of {@link #of}. */
    public List<String> subjectsOf(String address) {
        return of(address).stream().map(Mailbox::subject).toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                    .anyMatch(to -> to.toString().equals(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
