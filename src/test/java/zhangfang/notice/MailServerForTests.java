package zhangfang.notice;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A real SMTP server in the test's own process. */
@TestConfiguration(proxyBeanMethods = false)
public class MailServerForTests {

    private static final int ANY_PORT = 0;

    @Bean(initMethod = "start", destroyMethod = "stop")
    GreenMail mailServer() {
        return new GreenMail(new ServerSetup(ANY_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Bean
    DynamicPropertyRegistrar mailServerPort(GreenMail mailServer) {
        return properties -> properties.add("spring.mail.port", mailServer.getSmtp()::getPort);
    }

    @Bean
    Mailbox mailbox(GreenMail mailServer, OutboxDispatcher dispatcher) {
        return new Mailbox(mailServer, dispatcher);
    }
}
