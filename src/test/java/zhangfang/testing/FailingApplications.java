package zhangfang.testing;

import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import zhangfang.identity.Actor;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.NewApplication;

/** Lets a test make applying for an invoice fail after everything is written, as a machine does that stops in the midst. */
@TestConfiguration(proxyBeanMethods = false)
public class FailingApplications {

    @Bean
    @Primary
    Applying applying(@Qualifier("invoiceApplicationStart") InvoiceApplicationProcess real) {
        return new Applying(real);
    }

    /** The real process, with a trap behind it. */
    public static final class Applying implements InvoiceApplicationProcess {

        private static final Consumer<NewApplication> NOTHING = wish -> {
        };

        private final InvoiceApplicationProcess real;
        private volatile Consumer<NewApplication> after = NOTHING;

        Applying(InvoiceApplicationProcess real) {
            this.real = real;
        }

        /** Called when an application is written and not yet committed. */
        public void after(Consumer<NewApplication> trap) {
            after = trap;
        }

        public void goesWell() {
            after = NOTHING;
        }

        @Override
        public String start(Actor actor, NewApplication application) {
            String id = real.start(actor, application);
            after.accept(application);
            return id;
        }

        @Override
        public void cancel(Actor actor, String applicationId) {
            real.cancel(actor, applicationId);
        }

        @Override
        public void sign(Actor actor, String applicationId) {
            real.sign(actor, applicationId);
        }
    }
}
