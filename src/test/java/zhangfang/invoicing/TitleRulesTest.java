package zhangfang.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhangfang.company.Company;
import zhangfang.invoicing.InvoiceTitle.Type;
import zhangfang.refusal.Refusal;

/** Each type of title has its own fields, and each field its own rule. */
class TitleRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String CODE = "91350100M000100Y43";
    private static final String SOLE_TRADER = "11010519491231002X";
    /** A code from the early days, whose last digit breaks the standard; staff took the company over all the same. */
    private static final Company COMPANY = new Company("C1", "91500106MA2CE71F65", "星河商贸",
            Company.TaxpayerType.GENERAL, Company.Standard.SMALL_ENTERPRISE, Company.Region.CITY, null, null, null, null);

    private final Map<String, String> fields = new LinkedHashMap<>(Map.of(
            "name", "星河商贸有限公司", "taxNumber", CODE, "registrationNumber", CODE,
            "registeredAddress", "北京市东城区长安街 1 号", "registeredPhone", "010-65120000",
            "bank", "中国工商银行北京东城支行", "bankAccount", "0200 0033 0900 6400 012"));

    private TitleDetails check(Type type) {
        return TitleRules.check(new NewTitle(type, fields.get("name"), fields.get("taxNumber"),
                fields.get("registrationNumber"), fields.get("registeredAddress"), fields.get("registeredPhone"),
                fields.get("bank"), fields.get("bankAccount"), false, List.of()), COMPANY, TODAY);
    }

    private List<String> refused(Type type) {
        try {
            check(type);
            return List.of();
        } catch (Refusal refusal) {
            return refusal.reasons().stream().map(reason -> reason.field() + " " + reason.key()).toList();
        }
    }

    private void only(String... kept) {
        fields.keySet().retainAll(List.of(kept));
    }

    @Test
    void aSpecialTitleHasAllFields() {
        TitleDetails details = check(Type.COMPANY_SPECIAL);

        assertThat(details.bankAccount()).isEqualTo("0200003309006400012");
        assertThat(details.registrationNumber()).isEqualTo(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "taxNumber", "registrationNumber", "registeredAddress", "registeredPhone", "bank",
        "bankAccount"})
    void noneOfThemMayBeMissing(String field) {
        fields.put(field, "  ");

        assertThat(refused(Type.COMPANY_SPECIAL)).containsExactly(field + " invoicing.field.required");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        fields.clear();

        assertThat(refused(Type.COMPANY_SPECIAL)).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource(value = Type.class, names = {"COMPANY_ORDINARY", "ORGANIZATION_ORDINARY"})
    void anOrdinaryTitleOfAnEnterpriseNeedsNameAndTaxNumber(Type type) {
        only("name", "taxNumber");
        assertThat(check(type)).isEqualTo(new TitleDetails("星河商贸有限公司", CODE, null, null, null, null, null));

        only("name");
        assertThat(refused(type)).containsExactly("taxNumber invoicing.field.required");
    }

    @ParameterizedTest
    @EnumSource(value = Type.class, names = {"COMPANY_ORDINARY", "ORGANIZATION_ORDINARY"})
    void itMayHaveAddressPhoneBankAndAccountButNoRegistration(Type type) {
        assertThat(refused(type)).containsExactly("registrationNumber invoicing.title.otherField");

        fields.remove("registrationNumber");
        assertThat(check(type).bank()).isEqualTo("中国工商银行北京东城支行");
    }

    @Test
    void aPersonNeedsANameOnly() {
        fields.clear();
        fields.put("name", "王芳");

        assertThat(check(Type.PERSONAL_ORDINARY)).isEqualTo(new TitleDetails("王芳", null, null, null, null, null, null));
    }

    @Test
    void aPersonsNumberIsAnIdentityNumber() {
        only("name");
        fields.put("taxNumber", "11010519491231002x");
        assertThat(check(Type.PERSONAL_ORDINARY).taxNumber()).isEqualTo(SOLE_TRADER);

        fields.put("taxNumber", CODE);
        assertThat(refused(Type.PERSONAL_ORDINARY)).containsExactly("taxNumber invoicing.title.residentId");
    }

    @Test
    void aPersonHasNothingElse() {
        fields.put("taxNumber", SOLE_TRADER);

        assertThat(refused(Type.PERSONAL_ORDINARY)).hasSize(5).allMatch(reason -> reason.endsWith("otherField"));
    }

    @Test
    void aTitleWithoutTypeIsRefused() {
        assertThat(refused(null)).containsExactly("type invoicing.title.type");
    }

    @ParameterizedTest
    @CsvSource({
        "91350100m000100y43, ",
        "9135 0100 M000 100Y 43, ",
        "91350100M000100Y44, invoicing.title.taxNumber.check",
        "91350100M000100Y4, ", // 17 characters: as any old number
        "91350100M000100Y, invoicing.title.taxNumber.form",
        "110105491231002, ",
        "110105194912310021L, invoicing.title.taxNumber.form",
        "110105194912310021L1, ",
        "110105194912310021, invoicing.title.taxNumber.check",
        "11010519491231002X, ",
        "91500106MA2CE71F65, ", // the company's own, which staff have taken
        "91500102563638729E, invoicing.title.taxNumber.check",
        "纳税人识别号纳税人识别号纳税人, invoicing.title.taxNumber.form"})
    void theTaxNumberOfAnEnterprise(String number, String refused) {
        fields.put("taxNumber", number);

        assertThat(refused(Type.COMPANY_SPECIAL))
                .isEqualTo(refused == null ? List.of() : List.of("taxNumber " + refused));
    }

    @ParameterizedTest
    @CsvSource({"91350100M000100Y43, ", "110105491231002, invoicing.title.taxNumber.old",
        "110105194912310021L1, invoicing.title.taxNumber.old",
        "11010519491231002X, invoicing.title.taxNumber.noCreditCode"})
    void whatCannotBeCheckedIsTakenWithAWarning(String number, String doubt) {
        assertThat(TaxNumber.doubt(number).orElse(null)).isEqualTo(doubt);
    }

    @ParameterizedTest
    @CsvSource({"1234567, false", "12345678, true", "123456789012345678901234567890, true",
        "1234567890123456789012345678901, false", "1234-5678, true", "1234--5678, false", "-12345678, false",
        "12345678a, false", "4111 1111 1111 1112, true"}) // no Luhn
    void aBankAccountHas8To30Digits(String account, boolean taken) {
        fields.put("bankAccount", account);

        assertThat(refused(Type.COMPANY_SPECIAL)).isEqualTo(taken ? List.of()
                : List.of("bankAccount invoicing.title.bankAccount"));
    }

    @ParameterizedTest
    @CsvSource({"010-65120000, true", "(0571) 8888 9999, true", "13800000000, true", "+86 138 0000 0000, true",
        "400-820-8820, true", "123456, false", "电话, false", "123456789012345678901, false", "()()()()(), false"})
    void aPhoneNumberHas7To20Digits(String phone, boolean taken) {
        fields.put("registeredPhone", phone);

        assertThat(refused(Type.COMPANY_SPECIAL)).isEqualTo(taken ? List.of()
                : List.of("registeredPhone invoicing.phone"));
    }

    @ParameterizedTest
    @CsvSource({"91350100M000100Y43, true", "110105491231002, true", "12345678901234, false",
        "123456789012345678901, false", "9135-0100-M000-100Y43, false"})
    void aRegistrationNumberHas15To20Characters(String number, boolean taken) {
        fields.put("registrationNumber", number);

        assertThat(refused(Type.COMPANY_SPECIAL)).isEqualTo(taken ? List.of()
                : List.of("registrationNumber invoicing.title.registrationNumber"));
    }

    @Test
    void textsAreBoundedAndPlain() {
        fields.put("name", "星".repeat(100));
        assertThatCode(() -> check(Type.COMPANY_SPECIAL)).doesNotThrowAnyException();

        fields.put("name", "星".repeat(101));
        fields.put("bank", "工商\n银行");
        assertThat(refused(Type.COMPANY_SPECIAL))
                .containsExactly("name invoicing.field.tooLong", "bank invoicing.field.controls");
    }

    @ParameterizedTest
    @CsvSource({"11010519491231002X, true", "110105194912310021, false", "440524188001010014, false",
        "320311198602291234, false", "99010519491231002X, false", "1101051949123100, false", "11010520991231002X, false"})
    void anIdentityNumberHasRegionDayAndCheckDigit(String number, boolean valid) {
        assertThat(ResidentId.isValid(number, TODAY)).isEqualTo(valid);
    }

    @Test
    void anIdentityNumberOfSomebodyBornTomorrowIsNone() {
        String born = withCheckDigit("11010520261121001");
        assertThat(ResidentId.isValid(born, TODAY)).isTrue();
        assertThat(ResidentId.isValid(born, TODAY.minusDays(1))).isFalse();
    }

    private static String withCheckDigit(String first17) {
        return "0123456789X".chars().mapToObj(c -> first17 + (char) c)
                .filter(number -> ResidentId.isValid(number, TODAY)).findFirst().orElseThrow();
    }

    @Test
    void aRefusalSaysItInTheReadersWords() {
        fields.put("bankAccount", "1");
        assertThatThrownBy(() -> check(Type.COMPANY_SPECIAL)).isInstanceOf(Refusal.class).hasMessageContaining("8, 30");
    }
}
