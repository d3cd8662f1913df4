package zhangfang.invoicing;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.notice.Mail;
import zhangfang.notice.Mails;

/** The e-mail that carries an electronic invoice. */
@Component
class InvoiceMail {

    private final MessageSource messages;
    private final Mails mails;

    InvoiceMail(MessageSource messages, Mails mails) {
        this.messages = messages;
        this.mails = mails;
    }

    Mail about(InvoiceApplication application, String companyName, String to) {
        String number = application.invoice().fullNumber();
        String page = mails.link("/companies/" + application.companyId() + "/invoices/" + application.id());
        return Mail.of(to, text("invoicing.mail.subject", number, companyName),
                text("invoicing.mail.text", application.address().recipient(), application.buyer().name(), number,
                        application.invoice().date().toString(), application.amount().toString(), page),
                application.invoice().documentId());
    }

    private String text(String key, Object... args) {
        return messages.getMessage(key, args, Locale.CHINESE);
    }
}
