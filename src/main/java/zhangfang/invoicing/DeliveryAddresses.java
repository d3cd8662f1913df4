package zhangfang.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.invoicing.DeliveryAddress.Kind;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;

/** The addresses that a company's invoices go to (管理邮寄信息): several, one of them the default. */
@Service
public class DeliveryAddresses {

    static final int MOST = 50;

    private static final String SELECT = """
            select id, company_id, kind, recipient, phone, province, city, district, detail, postcode, email,
                   removed_at
            from delivery_address
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Numbers numbers;
    private final CompanyInvoicing company;
    private final AddressRules rules;
    private final Audit audit;

    DeliveryAddresses(JdbcClient jdbc, BusinessClock clock, Numbers numbers, CompanyInvoicing company,
            AddressRules rules, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.numbers = numbers;
        this.company = company;
        this.rules = rules;
        this.audit = audit;
    }

    /**
     * A member adds an address or changes one; the first becomes the default. Saving again what is there already changes
     * nothing.
     *
     * @param addressId the address to change, or {@code null} for a new one
     * @throws Refusal  naming every wrong field
     */
    @Transactional
    public DeliveryAddress save(Actor actor, String companyId, String addressId, NewAddress written) {
        company.lockForMember(actor, companyId);
        DeliveryAddress checked = rules.check(written, companyId);
        DeliveryAddress saved = addressId == null ? add(actor, checked) : change(actor, checked, addressId);
        if (written.makeDefault() || addressId == null && company.defaultAddress(companyId) == null
                && count(companyId) == 1) {
            company.makeDefaultAddress(companyId, saved.id());
        }
        return saved;
    }

    /** A member makes an address the default. @throws Refusal not found */
    @Transactional
    public void makeDefault(Actor actor, String companyId, String addressId) {
        company.lockForMember(actor, companyId);
        own(companyId, addressId);
        company.makeDefaultAddress(companyId, addressId);
        audit.record(actor, "deliveryAddress.makeDefault", companyId, addressId, null);
    }

    /** A member removes an address; a second time changes nothing. A default that is removed leaves none. */
    @Transactional
    public void remove(Actor actor, String companyId, String addressId) {
        company.lockForMember(actor, companyId);
        if (find(companyId, addressId).orElseThrow(Refusal::notFound).removed()) {
            return;
        }
        jdbc.sql("update delivery_address set removed_at = ? where id = ?")
                .params(now(), addressId).update();
        if (addressId.equals(company.defaultAddress(companyId))) {
            company.makeDefaultAddress(companyId, null);
        }
        audit.record(actor, "deliveryAddress.remove", companyId, addressId, null);
    }

    /** The company's addresses, the oldest first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<DeliveryAddress> of(Actor actor, String companyId) {
        company.mayRead(actor, companyId);
        return jdbc.sql(SELECT + " where company_id = ? and removed_at is null order by added_at, id").param(companyId)
                .query(DeliveryAddresses::address).list();
    }

    /** One address, which may be removed. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public DeliveryAddress visible(Actor actor, String companyId, String addressId) {
        company.mayRead(actor, companyId);
        return find(companyId, addressId).orElseThrow(Refusal::notFound);
    }

    /** An address that invoices can be sent to. @throws Refusal naming {@code addressId}, unless it is the company's */
    @Transactional(readOnly = true)
    public DeliveryAddress usable(String companyId, String addressId) {
        return find(companyId, addressId).filter(address -> !address.removed())
                .orElseThrow(() -> Refusal.field("addressId", "invoicing.address.none"));
    }

    /** The company's default address, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public Optional<DeliveryAddress> defaultOf(String companyId) {
        return Optional.ofNullable(company.defaultAddress(companyId)).flatMap(id -> find(companyId, id));
    }

    private DeliveryAddress add(Actor actor, DeliveryAddress checked) {
        Optional<DeliveryAddress> same = jdbc.sql(SELECT + " where company_id = ? and removed_at is null")
                .param(checked.companyId()).query(DeliveryAddresses::address).list().stream()
                .filter(each -> sameAs(each, checked)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        if (count(checked.companyId()) >= MOST) {
            throw Refusal.conflict("invoicing.address.tooMany", MOST);
        }
        String id = numbers.next("A");
        jdbc.sql("""
                insert into delivery_address (kind, recipient, phone, province, city, district, detail, postcode, email,
                                              saved_by, saved_at, id, company_id, added_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(columns(actor, checked, id)).param(now()).update();
        audit.record(actor, "deliveryAddress.add", checked.companyId(), id, checked.line());
        return own(checked.companyId(), id);
    }

    private DeliveryAddress change(Actor actor, DeliveryAddress checked, String addressId) {
        DeliveryAddress before = own(checked.companyId(), addressId);
        if (sameAs(before, checked)) {
            return before;
        }
        jdbc.sql("""
                update delivery_address set kind = ?, recipient = ?, phone = ?, province = ?, city = ?, district = ?,
                    detail = ?, postcode = ?, email = ?, saved_by = ?, saved_at = ?
                where id = ? and company_id = ?""")
                .params(columns(actor, checked, addressId)).update();
        audit.record(actor, "deliveryAddress.change", checked.companyId(), addressId,
                before.line() + " → " + checked.line());
        return own(checked.companyId(), addressId);
    }

    private Object[] columns(Actor actor, DeliveryAddress address, String id) {
        return new Object[] {address.kind().name(), address.recipient(), address.phone(), address.province(),
            address.city(), address.district(), address.detail(), address.postcode(), address.email(), actor.id(),
            now(), id, address.companyId()};
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private static boolean sameAs(DeliveryAddress one, DeliveryAddress other) {
        return one.kind() == other.kind() && Objects.equals(one.recipient(), other.recipient())
                && Objects.equals(one.phone(), other.phone()) && one.line().equals(other.line())
                && Objects.equals(one.postcode(), other.postcode());
    }

    private int count(String companyId) {
        return jdbc.sql("select count(*) from delivery_address where company_id = ? and removed_at is null")
                .param(companyId).query(Integer.class).single();
    }

    /** An address of the company that is not removed. @throws Refusal not found */
    private DeliveryAddress own(String companyId, String addressId) {
        return find(companyId, addressId).filter(address -> !address.removed()).orElseThrow(Refusal::notFound);
    }

    private Optional<DeliveryAddress> find(String companyId, String addressId) {
        return jdbc.sql(SELECT + " where company_id = ? and id = ?").params(companyId, addressId)
                .query(DeliveryAddresses::address).optional();
    }

    private static DeliveryAddress address(ResultSet row, int number) throws SQLException {
        return new DeliveryAddress(row.getString("id"), row.getString("company_id"), Kind.valueOf(row.getString("kind")),
                row.getString("recipient"), row.getString("phone"), row.getString("province"), row.getString("city"),
                row.getString("district"), row.getString("detail"), row.getString("postcode"), row.getString("email"),
                row.getObject("removed_at") != null);
    }
}
