package zhangfang.invoicing;

/** What stands on a title, checked and as it is stored; {@code null} where a type has no such field. */
record TitleDetails(String name, String taxNumber, String registrationNumber, String registeredAddress,
        String registeredPhone, String bank, String bankAccount) {
}
