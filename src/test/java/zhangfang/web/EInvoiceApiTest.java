package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.intake.EInvoiceFiles;
import zhangfang.testing.IntegrationTest;

/** A form hands the file over and gets what it says. */
@IntegrationTest
class EInvoiceApiTest {

    private static final String BOUNDARY = "invoice";

    @LocalServerPort
    private int port;
    @Autowired
    private People people;

    private Caller finance;

    @BeforeEach
    void someone() {
        String id = "f-" + UUID.randomUUID().toString().substring(0, 8);
        people.add(id, "财务", Caller.PASSWORD, Role.FINANCE);
        finance = Caller.program(port, id);
    }

    @Test
    void answersTheFactsOfTheFile() {
        HttpResponse<String> answer = read("发票.xml", EInvoiceFiles.xml(), "zh");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"kind\":\"DIGITAL\"", "\"vatType\":\"ORDINARY\"", "\"code\":null",
                "\"number\":\"" + EInvoiceFiles.NUMBER + "\"", "\"issueDate\":\"2026-03-05\"",
                "\"buyer\":{\"name\":\"" + EInvoiceFiles.BUYER + "\",\"taxNumber\":\"9144030071526726XG\"}",
                "\"amountWithoutTax\":\"1200.00\"", "\"tax\":\"12.00\"", "\"total\":\"1212.00\"", "\"warnings\":[]");
    }

    @Test
    void saysWhatIsToBeLookedAtAndWhatIsRefusedInTheCallersLanguage() {
        String wrong = EInvoiceFiles.xml().replace(EInvoiceFiles.BUYER_TAX_NUMBER, "123");
        assertThat(read("a.xml", wrong, "zh").body()).contains("购买方税号“123”");
        assertThat(read("a.xml", wrong, "en").body()).contains("The buyer's tax number \\\"123\\\"");

        HttpResponse<String> refused = read("a.xml", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", "zh");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"field\":\"file\"", "文档类型声明或实体");
    }

    private HttpResponse<String> read(String name, String content, String language) {
        String body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/xml\r\n\r\n" + content + "\r\n--" + BOUNDARY + "--\r\n";
        return finance.send("POST", "/api/e-invoices/read", body, "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY, "Accept-Language", language);
    }
}
