package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class MailTest {

    @Autowired
    private Mails mails;
    @Autowired
    private MailChannel channel;
    @Autowired
    private JavaMailSender sender;
    @Autowired
    private Mailbox mailbox;
    @Autowired
    private OutboxWatch watch;
    @Autowired
    private Notices notices;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Time time;

    private final String address = UUID.randomUUID() + "@example.com";

    @BeforeEach
    void now() {
        time.is("2026-11-21T09:00:00");
    }

    @Test
    void sendsChineseTextOnceWithASenderAndAKeyOfItsOwn() throws Exception {
        put("a/" + address, Mail.of(address, "\u53d1\u7968\u5df2\u5f00\u5177\uff1a\u661f\u6cb3\u5546\u8d38", "\u60a8\u597d\uff0c\u91d1\u989d 1,200.00 \u5143\u3002"));
        put("a/" + address, Mail.of(address, "\u53d1\u7968\u5df2\u5f00\u5177\uff1a\u661f\u6cb3\u5546\u8d38", "\u60a8\u597d\uff0c\u91d1\u989d 1,200.00 \u5143\u3002"));

        mailbox.deliver();
        mailbox.deliver();

        assertThat(mailbox.of(address)).hasSize(1);
        MimeMessage mail = mailbox.of(address).get(0);
        assertThat(mail.getSubject()).isEqualTo("\u53d1\u7968\u5df2\u5f00\u5177\uff1a\u661f\u6cb3\u5546\u8d38");
        assertThat(mail.getContent().toString().strip()).isEqualTo("\u60a8\u597d\uff0c\u91d1\u989d 1,200.00 \u5143\u3002");
        assertThat(mail.getContentType()).containsIgnoringCase("charset=UTF-8");
        assertThat(mail.getFrom()[0]).hasToString("=?UTF-8?B?6LSm5oi/?= <no-reply@zf.example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).matches("<[0-9a-f]{32}@zf\\.example\\.com>");
    }

    @Test
    void sentASecondTimeItHasTheSameMessageId() throws Exception {
        String payload = "{\"to\":\"" + address + "\",\"subject\":\"a\",\"text\":\"b\",\"language\":\"zh\",\"documentIds\":[]}";

        channel.send("key/" + address, payload);
        channel.send("key/" + address, payload);

        assertThat(mailbox.of(address)).hasSize(2);
        assertThat(mailbox.of(address).get(0).getMessageID()).isEqualTo(mailbox.of(address).get(1).getMessageID());
    }

    @Test
    void givesUpAnAddressThatIsNoneAndTellsTheProcessOwners() {
        people.ensureRoles(Map.of(Role.PROCESS_OWNER, "\u6d41\u7a0b\u8d1f\u8d23\u4eba"));
        String owner = "owner-" + UUID.randomUUID();
        people.add(owner, "\u8d1f\u8d23\u4eba", "zhangfang-test", Role.PROCESS_OWNER);
        put("bad/" + address, Mail.of("no address at all", "\u53d1\u7968", "\u5185\u5bb9"));

        for (String minute : new String[] {"00", "01", "03", "07"}) {
            time.is("2026-11-21T09:" + minute + ":00");
            mailbox.deliver();
        }

        assertThat(jdbc.sql("select attempts from outbox where dedup_key = ? and gave_up_at is not null")
                .param("bad/" + address).query(Integer.class).single()).isEqualTo(3);
        assertThat(watch.unsent(people.actor(owner), 200)).filteredOn(row -> row.dedupKey().equals("bad/" + address))
                .singleElement().satisfies(row -> {
                    assertThat(row.state()).isEqualTo(OutboxWatch.State.GAVE_UP);
                    assertThat(row.attempts()).isEqualTo(3);
                });
        assertThat(notices.of(owner, 9)).singleElement().satisfies(notice ->
                assertThat(notice.text()).contains("no address at all", "\u53d1\u7968"));
    }

    @Test
    void givesUpAReceiverWhomTheServerRefusesButTriesAgainLaterWhereItIsBusy() throws Exception {
        String payload = "{\"to\":\"" + address + "\",\"subject\":\"a\",\"text\":\"b\",\"language\":\"zh\",\"documentIds\":[]}";
        try (RefusingServer server = new RefusingServer("550 5.1.1 no such user")) {
            assertThatThrownBy(() -> channelTo(server).send("r/" + address, payload))
                    .isInstanceOf(Undeliverable.class).hasMessageContaining("550 5.1.1 no such user");
        }
        try (RefusingServer server = new RefusingServer("451 4.7.1 come back later")) {
            assertThatThrownBy(() -> channelTo(server).send("r/" + address, payload))
                    .isInstanceOf(MailException.class);
        }
    }

    @Test
    void triesAgainLaterWhereNoServerAnswers() throws Exception {
        RefusingServer gone = new RefusingServer("");
        gone.close();
        String payload = "{\"to\":\"" + address + "\",\"subject\":\"a\",\"text\":\"b\",\"language\":\"zh\",\"documentIds\":[]}";

        assertThatThrownBy(() -> channelTo(gone).send("r/" + address, payload)).isInstanceOf(MailException.class);
    }

    @Test
    void attachesDocumentsUnderTheirChineseNames() throws Exception {
        OutboxChannel withFile = new MailChannel(sender, files(id -> new Attachments.Attachment("发票-" + id + ".pdf",
                "application/pdf", new byte[] {'%', 'P', 'D', 'F'})), notices, "no-reply@zf.example.com");

        withFile.send("f/" + address, "{\"to\":\"" + address + "\",\"subject\":\"发票\",\"text\":\"见附件\","
                + "\"language\":\"zh\",\"documentIds\":[\"D1\"]}");

        MimeMultipart parts = (MimeMultipart) mailbox.of(address).get(0).getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        BodyPart file = parts.getBodyPart(1);
        assertThat(MimeUtility.decodeText(file.getFileName())).isEqualTo("发票-D1.pdf");
        assertThat(file.getContentType()).startsWith("application/pdf");
        assertThat(file.getInputStream().readAllBytes()).containsExactly('%', 'P', 'D', 'F');
    }

    private OutboxChannel channelTo(RefusingServer server) {
        JavaMailSenderImpl elsewhere = new JavaMailSenderImpl();
        elsewhere.setHost("127.0.0.1");
        elsewhere.setPort(server.port());
        return new MailChannel(elsewhere, files(id -> null), notices, "no-reply@zf.example.com");
    }

    private static ObjectProvider<Attachments> files(Attachments files) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("files", files);
        return beans.getBeanProvider(Attachments.class);
    }

    private void put(String key, Mail mail) {
        transaction.executeWithoutResult(status -> mails.put(key, mail));
    }

    /** Speaks as much SMTP as it takes to refuse each receiver. */
    private static final class RefusingServer implements AutoCloseable {
        private final ServerSocket socket;

        RefusingServer(String answer) throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(answer));
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve(String answer) {
            try (Socket client = socket.accept();
                 BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                 PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
                out.print("220 here\r\n");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    out.print((line.startsWith("RCPT") ? answer : "250 ok") + "\r\n");
                }
            } catch (IOException e) {
                // the test has what it wanted
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
