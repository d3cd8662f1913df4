package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import zhangfang.testing.CreditCodes;

/** A made-up book of any size, brought in through the HTTP API. */
final class LargeBook {

    private LargeBook() {
    }

    /** @return the company's address */
    static String open(Caller reviewer) {
        HttpResponse<String> company = reviewer.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "大账簿", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE", "region": "CITY"}"""
                .formatted(CreditCodes.next()));
        String base;
        try {
            base = "/api/companies/" + new ObjectMapper().readTree(company.body()).get("id").asText();
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(company.body(), notJson);
        }
        assertThat(reviewer.json("POST", base + "/book", "{\"startPeriod\": \"2022-01\"}").statusCode()).isEqualTo(201);
        return base;
    }

    /** Imports and posts vouchers of three entries each, in one file. @return seconds that the call took */
    static double post(Caller reviewer, String base, String from, int months, int vouchersAMonth) {
        byte[] file = file(YearMonth.parse(from), months, vouchersAMonth).getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        HttpResponse<String> answer = reviewer.file("POST", base + "/book/vouchers?post=true", file);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(answer.statusCode()).as(() -> answer.body().substring(0, Math.min(2000, answer.body().length())))
                .isEqualTo(201);
        return seconds;
    }

    private static String file(YearMonth from, int months, int vouchersAMonth) {
        StringBuilder file = new StringBuilder(
                "date,voucher_no,summary,account_code,account_name,debit,credit,counterparty\n");
        for (int m = 0; m < months; m++) {
            YearMonth month = from.plusMonths(m);
            for (int i = 1; i <= vouchersAMonth; i++) {
                String voucher = "%s,记%d,业务%d,".formatted(month.atDay(1 + i % 28), i, i);
                boolean sale = i % 3 != 0;
                file.append(voucher).append(sale ? "1122,,113.00,,客户%d\n".formatted(i % 40) : "560217,,90.00,,\n");
                file.append(voucher).append(sale ? "5001,,,100.00,\n" : "22210101,,10.00,,\n");
                file.append(voucher).append(sale ? "22210107,,,13.00,\n" : "1002,,,100.00,\n");
            }
        }
        return file.toString();
    }
}
