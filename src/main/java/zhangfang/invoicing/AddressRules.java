package zhangfang.invoicing;

import org.springframework.stereotype.Component;

/** Which fields each kind of address has, and what they must look like. */
@Component
class AddressRules {

    private static final int RECIPIENT = 60;
    private static final int NUMBER = 40;
    private static final int DIVISION = 30;
    private static final int DETAIL = 200;
    private static final int E_MAIL = 254;
    private static final String POSTCODE = "[0-9]{6}";
    /** What mail servers deliver to in practice (RFC 5321, without quoted names and address literals). */
    private static final String MAILBOX = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}";

    private final Divisions divisions;

    AddressRules(Divisions divisions) {
        this.divisions = divisions;
    }

    /** The address without an id. @throws zhangfang.refusal.Refusal naming every wrong field */
    DeliveryAddress check(NewAddress address, String companyId) {
        WrittenFields fields = new WrittenFields();
        if (address.kind() == null) {
            fields.refuse("kind", "invoicing.address.kind");
            fields.refuseIfAny();
        }
        DeliveryAddress checked = switch (address.kind()) {
            case POSTAL -> postal(fields, address, companyId);
            case E_MAIL -> mail(fields, address, companyId);
        };
        fields.refuseIfAny();
        return checked;
    }

    private DeliveryAddress postal(WrittenFields fields, NewAddress address, String companyId) {
        String recipient = fields.required("recipient", address.recipient(), RECIPIENT);
        String phone = fields.required("phone", address.phone(), NUMBER);
        if (phone != null && !PhoneNumber.isPossible(phone)) {
            fields.refuse("phone", "invoicing.phone");
        }
        String province = fields.required("province", address.province(), DIVISION);
        String city = fields.required("city", address.city(), DIVISION);
        String district = fields.required("district", address.district(), DIVISION);
        if (province != null && city != null && district != null) {
            divisions.check(province, city, district).ifPresent(wrong -> refuse(fields, wrong, province, city));
        }
        String detail = fields.required("detail", address.detail(), DETAIL);
        String postcode = fields.optional("postcode", address.postcode(), NUMBER);
        if (postcode != null && !postcode.matches(POSTCODE)) {
            fields.refuse("postcode", "invoicing.address.postcode");
        }
        fields.absent("email", address.email(), "invoicing.address.otherField");
        return new DeliveryAddress(null, companyId, address.kind(), recipient, phone, province, city, district, detail,
                postcode, null, false);
    }

    private static void refuse(WrittenFields fields, Divisions.Wrong wrong, String province, String city) {
        switch (wrong) {
            case PROVINCE -> fields.refuse("province", "invoicing.address.province");
            case CITY -> fields.refuse("city", "invoicing.address.city", province);
            case DISTRICT -> fields.refuse("district", "invoicing.address.district", city);
        }
    }

    private static DeliveryAddress mail(WrittenFields fields, NewAddress address, String companyId) {
        String recipient = fields.required("recipient", address.recipient(), RECIPIENT);
        String email = fields.required("email", address.email(), E_MAIL);
        if (email != null && !isMailbox(email)) {
            fields.refuse("email", "invoicing.address.email");
        }
        fields.absent("phone", address.phone(), "invoicing.address.otherField");
        fields.absent("province", address.province(), "invoicing.address.otherField");
        fields.absent("city", address.city(), "invoicing.address.otherField");
        fields.absent("district", address.district(), "invoicing.address.otherField");
        fields.absent("detail", address.detail(), "invoicing.address.otherField");
        fields.absent("postcode", address.postcode(), "invoicing.address.otherField");
        return new DeliveryAddress(null, companyId, address.kind(), recipient, null, null, null, null, null, null,
                email, false);
    }

    /** An address that mail can be sent to. @throws zhangfang.refusal.Refusal naming the field */
    static String mailbox(String field, String text) {
        WrittenFields fields = new WrittenFields();
        String email = fields.required(field, text, E_MAIL);
        if (email != null && !isMailbox(email)) {
            fields.refuse(field, "invoicing.address.email");
        }
        fields.refuseIfAny();
        return email;
    }

    private static boolean isMailbox(String email) {
        return email.matches(MAILBOX) && !email.contains("..") && !email.startsWith(".") && !email.contains(".@");
    }
}
