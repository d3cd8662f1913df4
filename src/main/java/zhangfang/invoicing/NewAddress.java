package zhangfang.invoicing;

/**
 * An address as it was written into a form; nothing of it is checked yet.
 *
 * @param province    name of the province; city and district by name, too
 * @param makeDefault whether it becomes the company's default address
 */
public record NewAddress(DeliveryAddress.Kind kind, String recipient, String phone, String province, String city,
        String district, String detail, String postcode, String email, boolean makeDefault) {
}
