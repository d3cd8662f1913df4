package zhangfang.invoicing;

/**
 * Where a company has its invoices sent (邮寄信息). The kind decides how they travel: on paper by courier, or electronically.
 *
 * @param phone    mobile or landline; {@code null} for e-mail, as the rest of the postal fields
 * @param postcode six digits, or {@code null}
 * @param email    {@code null} for a postal address
 * @param removed  an address that was removed stays readable for what was sent to it
 */
public record DeliveryAddress(String id, String companyId, Kind kind, String recipient, String phone, String province,
        String city, String district, String detail, String postcode, String email, boolean removed) {

    /** How invoices travel. */
    public enum Kind {
        /** 邮寄: on paper, by courier. */
        POSTAL,
        /** 电子邮件. */
        E_MAIL
    }

    /** The address in one line, as it stands on the courier's form. */
    public String line() {
        return kind == Kind.E_MAIL ? email
                : province + (city.equals(province) ? "" : city) + district + detail;
    }
}
