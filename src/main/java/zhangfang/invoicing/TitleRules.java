package zhangfang.invoicing;

import java.time.LocalDate;
import zhangfang.company.Company;
import zhangfang.invoicing.InvoiceTitle.Type;

/** Which fields each type of title has, and what they must look like. */
final class TitleRules {

    private static final int NAME = 100;
    private static final int ADDRESS = 200;
    private static final int NUMBER = 40;
    private static final int LEAST_ACCOUNT_DIGITS = 8;
    private static final int MOST_ACCOUNT_DIGITS = 30;

    private TitleRules() {
    }

    /** @throws zhangfang.refusal.Refusal naming every wrong field */
    static TitleDetails check(NewTitle title, Company company, LocalDate today) {
        WrittenFields fields = new WrittenFields();
        if (title.type() == null) {
            fields.refuse("type", "invoicing.title.type");
            fields.refuseIfAny();
        }
        TitleDetails details = switch (title.type()) {
            case COMPANY_SPECIAL -> special(fields, title, company, today);
            case COMPANY_ORDINARY, ORGANIZATION_ORDINARY -> ordinary(fields, title, company, today);
            case PERSONAL_ORDINARY -> personal(fields, title, today);
        };
        fields.refuseIfAny();
        return details;
    }

    private static TitleDetails special(WrittenFields fields, NewTitle title, Company company, LocalDate today) {
        TitleDetails details = new TitleDetails(fields.required("name", title.name(), NAME),
                taxNumber(fields, title.taxNumber(), company, today),
                registrationNumber(fields, title.registrationNumber()),
                fields.required("registeredAddress", title.registeredAddress(), ADDRESS),
                fields.required("registeredPhone", title.registeredPhone(), NUMBER),
                fields.required("bank", title.bank(), NAME),
                account(fields, fields.required("bankAccount", title.bankAccount(), NUMBER)));
        phone(fields, details.registeredPhone());
        return details;
    }

    /** Address, phone, bank and account may be printed on an ordinary invoice, too. */
    private static TitleDetails ordinary(WrittenFields fields, NewTitle title, Company company, LocalDate today) {
        TitleDetails details = new TitleDetails(fields.required("name", title.name(), NAME),
                taxNumber(fields, title.taxNumber(), company, today), null,
                fields.optional("registeredAddress", title.registeredAddress(), ADDRESS),
                fields.optional("registeredPhone", title.registeredPhone(), NUMBER),
                fields.optional("bank", title.bank(), NAME),
                account(fields, fields.optional("bankAccount", title.bankAccount(), NUMBER)));
        phone(fields, details.registeredPhone());
        fields.absent("registrationNumber", title.registrationNumber(), "invoicing.title.otherField");
        return details;
    }

    private static TitleDetails personal(WrittenFields fields, NewTitle title, LocalDate today) {
        String name = fields.required("name", title.name(), NAME);
        String number = WrittenFields.written(title.taxNumber());
        if (number != null) {
            number = TaxNumber.normalized(number);
            if (!ResidentId.isValid(number, today)) {
                fields.refuse("taxNumber", "invoicing.title.residentId");
            }
        }
        fields.absent("registrationNumber", title.registrationNumber(), "invoicing.title.otherField");
        fields.absent("registeredAddress", title.registeredAddress(), "invoicing.title.otherField");
        fields.absent("registeredPhone", title.registeredPhone(), "invoicing.title.otherField");
        fields.absent("bank", title.bank(), "invoicing.title.otherField");
        fields.absent("bankAccount", title.bankAccount(), "invoicing.title.otherField");
        return new TitleDetails(name, number, null, null, null, null, null);
    }

    private static String taxNumber(WrittenFields fields, String text, Company company, LocalDate today) {
        String number = TaxNumber.normalized(fields.required("taxNumber", text, NUMBER));
        if (!number.isEmpty()) {
            TaxNumber.wrong(number, company.uscc(), today).ifPresent(key -> fields.refuse("taxNumber", key));
        }
        return number;
    }

    /** Since 2015 it is the credit code; older ones are 15 to 20 digits and letters. */
    private static String registrationNumber(WrittenFields fields, String text) {
        String number = TaxNumber.normalized(fields.required("registrationNumber", text, NUMBER));
        if (!number.isEmpty() && !number.matches("[0-9A-Z]{15,20}")) {
            fields.refuse("registrationNumber", "invoicing.title.registrationNumber");
        }
        return number;
    }

    private static void phone(WrittenFields fields, String phone) {
        if (phone != null && !PhoneNumber.isPossible(phone)) {
            fields.refuse("registeredPhone", "invoicing.phone");
        }
    }

    /** Accounts of enterprises have no check digit in common: only their length says anything. Blanks are dropped. */
    private static String account(WrittenFields fields, String text) {
        if (text == null) {
            return null;
        }
        String account = text.replaceAll("\\s", "");
        long digits = account.chars().filter(c -> c >= '0' && c <= '9').count();
        if (!account.matches("[0-9]+(-[0-9]+)*") || digits < LEAST_ACCOUNT_DIGITS || digits > MOST_ACCOUNT_DIGITS) {
            fields.refuse("bankAccount", "invoicing.title.bankAccount", LEAST_ACCOUNT_DIGITS, MOST_ACCOUNT_DIGITS);
        }
        return account;
    }
}
