package zhangfang.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import zhangfang.identity.Actor;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Another bean takes the balance's place as what pays, and nothing else has to be told. */
@IntegrationTest
@Import(PaymentPortTest.Bank.class)
class PaymentPortTest {

    /** Notes what it is asked for, and lets the balance pay. */
    @TestConfiguration
    static class Bank {

        static final List<String> ASKED = new ArrayList<>();

        @Bean
        Payments bankPayments(Wallet wallet) {
            return new Payments() {
                @Override
                public Money missingFor(String companyId, Money price) {
                    return wallet.missingFor(companyId, price);
                }

                @Override
                public Entry pay(Actor actor, String companyId, String orderId, Money price) {
                    ASKED.add("pay " + orderId);
                    return wallet.pay(actor, companyId, orderId, price);
                }

                @Override
                public Entry refund(Actor actor, String companyId, String orderId, Instant effectiveAt) {
                    ASKED.add("refund " + orderId);
                    return wallet.refund(actor, companyId, orderId, effectiveAt);
                }

                @Override
                public Entry refundPart(Actor actor, String companyId, String orderId, String reference, Money amount,
                        Instant effectiveAt) {
                    return wallet.refundPart(actor, companyId, orderId, reference, amount, effectiveAt);
                }
            };
        }
    }

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;

    private Purchases shop;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void ordersArePaidAndRefundedThroughThePort() {
        String order = shop.paidOrder("MONTH");
        time.passesUntil("2026-12-01T00:00:00");

        assertThat(Bank.ASKED).containsExactly("pay " + order, "refund " + order);
    }
}
