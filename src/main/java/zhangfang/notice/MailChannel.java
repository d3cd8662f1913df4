package zhangfang.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import zhangfang.identity.Role;

/**
 * Sends mail by SMTP. A row is sent again only where its first outcome was lost; then with the same Message-ID, so that
 * the receiver's side can tell.
 */
@Component
@ConditionalOnExpression("!'${spring.mail.host:}'.isBlank()")
class MailChannel implements OutboxChannel {

    private static final int FIRST_PERMANENT = 500;
    /** Of the permanent answers those that are about our sign-in at the mail server, not about this mail. */
    private static final int[] OUR_SIGN_IN = {530, 534, 535, 538};
    private static final int ID_LENGTH = 32;

    private final JavaMailSender sender;
    private final ObjectProvider<Attachments> attachments;
    private final Notices notices;
    private final InternetAddress from;
    private final ObjectMapper json = new ObjectMapper();

    MailChannel(JavaMailSender sender, ObjectProvider<Attachments> attachments, Notices notices,
            @Value("${zhangfang.mail.from:}") String from) {
        this.sender = sender;
        this.attachments = attachments;
        this.notices = notices;
        this.from = sendingAddress(from);
    }

    @Override
    public String kind() {
        return Mails.KIND;
    }

    @Override
    public void send(String dedupKey, String payload) throws Exception {
        Mail mail = read(payload);
        try {
            sender.send(message(dedupKey, mail));
        } catch (AddressException e) {
            throw new Undeliverable(e.getMessage(), e);
        } catch (MailException e) {
            String refusal = permanentRefusal(e);
            if (refusal != null) {
                throw new Undeliverable(refusal, e);
            }
            throw e;
        }
    }

    /** Tells the process owners; of a code, which anyone may have sent to any address, only its person hears. */
    @Override
    public void gaveUp(String dedupKey, String payload, String reason) {
        if (dedupKey.startsWith(NoticePreferences.CODE_KEY)) {
            return;
        }
        Mail mail = read(payload);
        notices.tellRole(Role.PROCESS_OWNER, null, "mail.gaveUp/" + messageId(dedupKey), "notice.mail.gaveUp", mail.to(),
                mail.subject(), reason);
    }

    private MimeMessage message(String dedupKey, Mail mail) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, !mail.documentIds().isEmpty(), "UTF-8");
        helper.setFrom(from);
        helper.setTo(new InternetAddress(mail.to(), true));
        helper.setSubject(mail.subject().replaceAll("\\s+", " ").strip());
        helper.setText(mail.text());
        for (String id : mail.documentIds()) {
            Attachments.Attachment file = attachments.getObject().attachment(id);
            helper.addAttachment(file.fileName(), new ByteArrayResource(file.content()), file.mediaType());
        }
        message.setHeader("Message-ID", messageId(dedupKey));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", mail.language());
        return message;
    }

    private String messageId(String dedupKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(dedupKey.getBytes(StandardCharsets.UTF_8));
            String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
            return "<" + HexFormat.of().formatHex(hash).substring(0, ID_LENGTH) + "@" + domain + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the mail server answered, if it will answer the same tomorrow; {@code null} otherwise. */
    private static String permanentRefusal(MailException failure) {
        return causes(failure).map(MailChannel::answerOf)
                .filter(answer -> answer != null && isPermanent(answer.code()))
                .map(Answer::text).findFirst().orElse(null);
    }

    private record Answer(int code, String text) {
    }

    private static Answer answerOf(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException refused) {
            return new Answer(refused.getReturnCode(), refused.getMessage());
        }
        if (cause instanceof SMTPSendFailedException refused) {
            return new Answer(refused.getReturnCode(), refused.getMessage());
        }
        return null;
    }

    private static boolean isPermanent(int code) {
        return code >= FIRST_PERMANENT && Arrays.stream(OUR_SIGN_IN).noneMatch(ours -> ours == code);
    }

    /** The failure with all that is chained to it: Spring keeps them per message, mail links them by «next». */
    private static Stream<Throwable> causes(Throwable failure) {
        if (failure instanceof MailSendException sending) {
            return Arrays.stream(sending.getMessageExceptions()).flatMap(MailChannel::causes);
        }
        if (failure instanceof MessagingException chained && chained.getNextException() != null) {
            return Stream.concat(Stream.of(failure), causes(chained.getNextException()));
        }
        return Stream.of(failure);
    }

    private Mail read(String payload) {
        try {
            return json.readValue(payload, Mail.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mail in the outbox", e);
        }
    }

    private static InternetAddress sendingAddress(String configured) {
        try {
            InternetAddress address = new InternetAddress(configured, true);
            address.setPersonal(address.getPersonal(), "UTF-8");
            return address;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new IllegalStateException("zhangfang.mail.from is to be the address that mail comes from, such as "
                    + "账房 <no-reply@example.com>, but is: " + configured, e);
        }
    }
}
