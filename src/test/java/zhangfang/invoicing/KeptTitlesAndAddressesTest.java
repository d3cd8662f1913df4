package zhangfang.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.identity.Actor;
import zhangfang.invoicing.DeliveryAddress.Kind;
import zhangfang.invoicing.InvoiceTitle.Status;
import zhangfang.invoicing.InvoiceTitle.Type;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Ordinary titles and addresses: saved directly, several, one default. */
@IntegrationTest
class KeptTitlesAndAddressesTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    InvoiceTitles titles;
    @Autowired
    DeliveryAddresses addresses;

    private Purchases shop;
    private Actor member;

    @BeforeEach
    void aCompany() {
        time.is("2026-11-21T09:00:00");
        shop = new Purchases(context);
        member = shop.actor(shop.customer);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    private static NewTitle personal(String name, boolean makeDefault) {
        return new NewTitle(Type.PERSONAL_ORDINARY, name, null, null, null, null, null, null, makeDefault, null);
    }

    private static NewAddress mail(String email, boolean makeDefault) {
        return new NewAddress(Kind.E_MAIL, "王芳", null, null, null, null, null, null, email, makeDefault);
    }

    private InvoiceTitle save(String titleId, NewTitle title) {
        return titles.save(member, shop.companyId, titleId, title);
    }

    private DeliveryAddress save(String addressId, NewAddress address) {
        return addresses.save(member, shop.companyId, addressId, address);
    }

    @Test
    void anOrdinaryTitleIsUsableAtOnceAndTheFirstBecomesTheDefault() {
        InvoiceTitle title = save(null, personal("王芳", false));
        time.is("2026-11-21T09:01:00");
        InvoiceTitle second = save(null, personal("李明", false));

        assertThat(title.status()).isEqualTo(Status.USABLE);
        assertThat(titles.usable(shop.companyId, title.id())).isEqualTo(title);
        assertThat(titles.defaultOf(shop.companyId)).contains(title);
        assertThat(titles.of(member, shop.companyId)).containsExactly(title, second);
    }

    @Test
    void everySavedStateIsARevision() {
        InvoiceTitle title = save(null, personal("王芳", false));
        time.is("2026-11-21T10:00:00");
        InvoiceTitle changed = save(title.id(), personal("王芳芳", false));

        assertThat(changed.id()).isEqualTo(title.id());
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(titles.revisions(member, shop.companyId, title.id())).extracting(TitleRevision::name)
                .containsExactly("王芳芳", "王芳");
    }

    @Test
    void savingTheSameAgainChangesNothing() {
        InvoiceTitle title = save(null, personal("王芳", false));

        assertThat(save(null, personal(" 王芳 ", false))).isEqualTo(title);
        assertThat(save(title.id(), personal("王芳", false))).isEqualTo(title);
        assertThat(titles.revisions(member, shop.companyId, title.id())).hasSize(1);
    }

    @Test
    void aDefaultThatIsRemovedLeavesNone() {
        InvoiceTitle first = save(null, personal("王芳", false));
        InvoiceTitle second = save(null, personal("李明", true));
        assertThat(titles.defaultOf(shop.companyId)).contains(second);

        titles.remove(member, shop.companyId, second.id());
        titles.remove(member, shop.companyId, second.id());

        assertThat(titles.defaultOf(shop.companyId)).isEmpty();
        assertThat(titles.of(member, shop.companyId)).containsExactly(first);
        assertThatThrownBy(() -> titles.usable(shop.companyId, second.id())).hasMessageContaining("notUsable.REMOVED");
        assertThatThrownBy(() -> save(second.id(), personal("李明明", false))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> titles.makeDefault(member, shop.companyId, second.id())).isInstanceOf(Refusal.class);
        titles.makeDefault(member, shop.companyId, first.id());
        assertThat(titles.defaultOf(shop.companyId)).contains(first);
        save(null, personal("赵六", false));
        assertThat(titles.defaultOf(shop.companyId)).contains(first);
    }

    @Test
    void theTypeOfATitleStays() {
        InvoiceTitle title = save(null, personal("王芳", false));

        assertThatThrownBy(() -> save(title.id(), new NewTitle(Type.COMPANY_ORDINARY, "星河", "91350100M000100Y43", null,
                null, null, null, null, false, null))).hasMessageContaining("typeStays");
    }

    @Test
    void thereAreFiftyAtMost() {
        for (int i = 0; i < 50; i++) {
            save(null, personal("王芳" + i, false));
            save(null, mail("w" + i + "@example.com", false));
        }

        assertThatThrownBy(() -> save(null, personal("王芳", false))).hasMessageContaining("title.tooMany");
        assertThatThrownBy(() -> save(null, mail("w@example.com", false))).hasMessageContaining("address.tooMany");
    }

    @Test
    void onlyMembersChangeAndOnlyThoseOfTheMoneyRead() {
        InvoiceTitle title = save(null, personal("王芳", false));
        DeliveryAddress address = save(null, mail("w@example.com", false));
        Purchases other = new Purchases(context);
        for (String user : List.of(shop.finance, shop.accountant, shop.advisor, other.customer)) {
            Actor actor = shop.actor(user);
            assertThatThrownBy(() -> titles.save(actor, shop.companyId, null, personal("王芳", false)))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> titles.remove(actor, shop.companyId, title.id())).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> addresses.save(actor, shop.companyId, null, mail("x@example.com", false)))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> addresses.remove(actor, shop.companyId, address.id()))
                    .isInstanceOf(Refusal.class);
        }
        for (String user : List.of(shop.accountant, shop.advisor, other.customer)) {
            assertThatThrownBy(() -> titles.of(shop.actor(user), shop.companyId)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> addresses.of(shop.actor(user), shop.companyId)).isInstanceOf(Refusal.class);
        }
        assertThat(titles.of(shop.actor(shop.finance), shop.companyId)).containsExactly(title);
        assertThat(addresses.of(shop.actor(shop.finance), shop.companyId)).containsExactly(address);
    }

    @Test
    void aTitleOrAddressOfAnotherCompanyIsNone() {
        Purchases other = new Purchases(context);
        InvoiceTitle title = titles.save(other.actor(other.customer), other.companyId, null, personal("王芳", false));
        DeliveryAddress address = addresses.save(other.actor(other.customer), other.companyId, null,
                mail("w@example.com", false));

        assertThatThrownBy(() -> titles.usable(shop.companyId, title.id())).hasMessageContaining("title.none");
        assertThatThrownBy(() -> titles.makeDefault(member, shop.companyId, title.id())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> save(title.id(), personal("王芳芳", false))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> addresses.usable(shop.companyId, address.id())).hasMessageContaining("address.none");
        assertThatThrownBy(() -> save(address.id(), mail("x@example.com", false))).isInstanceOf(Refusal.class);
    }

    @Test
    void addressesAreSavedChangedAndRemoved() {
        DeliveryAddress mail = save(null, mail("w@example.com", false));
        DeliveryAddress postal = save(null, new NewAddress(Kind.POSTAL, "王芳", "13800000000", "浙江省", "杭州市",
                "西湖区", "文三路 1 号", "310012", null, true));
        assertThat(addresses.defaultOf(shop.companyId)).contains(postal);
        assertThat(save(null, mail("w@example.com", false))).isEqualTo(mail);

        DeliveryAddress changed = save(postal.id(), new NewAddress(Kind.POSTAL, "王芳", "13800000000", "浙江省",
                "杭州市", "西湖区", "文三路 2 号", null, null, false));
        assertThat(changed.detail()).isEqualTo("文三路 2 号");
        assertThat(changed.postcode()).isNull();
        assertThat(addresses.usable(shop.companyId, postal.id())).isEqualTo(changed);

        addresses.remove(member, shop.companyId, postal.id());
        addresses.remove(member, shop.companyId, postal.id());
        assertThat(addresses.defaultOf(shop.companyId)).isEmpty();
        assertThat(addresses.of(member, shop.companyId)).containsExactly(mail);
        assertThatThrownBy(() -> addresses.usable(shop.companyId, postal.id())).hasMessageContaining("address.none");
        addresses.makeDefault(member, shop.companyId, mail.id());
        assertThat(addresses.defaultOf(shop.companyId)).contains(mail);
    }
}
