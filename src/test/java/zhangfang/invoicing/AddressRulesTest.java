package zhangfang.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhangfang.invoicing.DeliveryAddress.Kind;
import zhangfang.refusal.Refusal;

/** Postal addresses lie in China's administrative divisions, mail addresses can be delivered to. */
class AddressRulesTest {

    private final Divisions divisions = new Divisions();
    private final AddressRules rules = new AddressRules(divisions);
    private final Map<String, String> fields = new LinkedHashMap<>(Map.of("recipient", "王芳", "phone", "13800000000",
            "province", "浙江省", "city", "杭州市", "district", "西湖区", "detail", "文三路 1 号", "postcode", "310012"));

    private DeliveryAddress check(Kind kind) {
        return rules.check(new NewAddress(kind, fields.get("recipient"), fields.get("phone"), fields.get("province"),
                fields.get("city"), fields.get("district"), fields.get("detail"), fields.get("postcode"),
                fields.get("email"), false), "C1");
    }

    private List<String> refused(Kind kind) {
        try {
            check(kind);
            return List.of();
        } catch (Refusal refusal) {
            return refusal.reasons().stream().map(reason -> reason.field() + " " + reason.key()).toList();
        }
    }

    @Test
    void aPostalAddressIsWrittenFromTheProvinceDown() {
        assertThat(check(Kind.POSTAL).line()).isEqualTo("浙江省杭州市西湖区文三路 1 号");
    }

    @Test
    void theNameOfAMunicipalityStandsOnce() {
        fields.putAll(Map.of("province", "北京市", "city", "北京市", "district", "东城区", "detail", "长安街 1 号"));

        assertThat(check(Kind.POSTAL).line()).isEqualTo("北京市东城区长安街 1 号");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipient", "phone", "province", "city", "district", "detail"})
    void itLacksNothingButThePostcode(String field) {
        fields.remove(field);
        assertThat(refused(Kind.POSTAL)).containsExactly(field + " invoicing.field.required");
    }

    @ParameterizedTest
    @CsvSource({
        "浙江省, 杭州市, 余杭区, ",
        "浙江, 杭州市, 西湖区, province invoicing.address.province",
        "台湾省, 台北市, 中正区, province invoicing.address.province",
        "香港特别行政区, 香港岛, 中西区, province invoicing.address.province",
        "澳门特别行政区, 澳门半岛, 花地玛堂区, province invoicing.address.province",
        "浙江省, 南京市, 玄武区, city invoicing.address.city",
        "浙江省, 杭州市, 玄武区, district invoicing.address.district",
        "重庆市, 重庆市, 渝中区, ",
        "广东省, 东莞市, 长安镇, ",
        "新疆维吾尔自治区, 和田地区, 和康县, ",
        "海南省, 省直辖县, 文昌市, "})
    void theDistrictLiesInTheCityAndThatInTheProvince(String province, String city, String district, String refused) {
        fields.putAll(Map.of("province", province, "city", city, "district", district));

        assertThat(refused(Kind.POSTAL)).isEqualTo(refused == null ? List.of() : List.of(refused));
    }

    @ParameterizedTest
    @CsvSource({"310012, true", "31001, false", "3100123, false", "31001x, false", "'', true"})
    void aPostcodeHasSixDigits(String postcode, boolean taken) {
        fields.put("postcode", postcode);

        assertThat(refused(Kind.POSTAL)).isEqualTo(taken ? List.of() : List.of("postcode invoicing.address.postcode"));
    }

    @ParameterizedTest
    @CsvSource({"wang.fang@example.com, true", "w@例子.cn, false", "wang@example, false", "wang@@example.com, false",
        "wang fang@example.com, false", "@example.com, false", "wang..fang@example.com, false",
        "wang@-example.com, false", "'wang@example.com\r\nBcc: x@y.cn', false"})
    void anEMailAddressCanBeDeliveredTo(String email, boolean taken) {
        fields.keySet().retainAll(List.of("recipient"));
        fields.put("email", email);

        assertThat(refused(Kind.E_MAIL).isEmpty()).isEqualTo(taken);
    }

    @Test
    void eachKindHasItsOwnFields() {
        fields.put("email", "wang@example.com");

        assertThat(refused(Kind.POSTAL)).containsExactly("email invoicing.address.otherField");
        assertThat(refused(Kind.E_MAIL)).hasSize(6).allMatch(reason -> reason.endsWith("otherField"));
        assertThat(refused(null)).containsExactly("kind invoicing.address.kind");
    }

    @Test
    void everyCityHasDistrictsAndEveryDistrictACity() {
        assertThat(divisions.provinces()).hasSize(31).allSatisfy(province -> {
            assertThat(divisions.within(province.code())).as(province.name()).isNotEmpty().allSatisfy(city ->
                    assertThat(divisions.within(city.code())).as(city.name()).isNotEmpty().doesNotHaveDuplicates());
        });
        assertThat(divisions.provinces().stream().flatMap(province -> divisions.within(province.code()).stream())
                .mapToInt(city -> divisions.within(city.code()).size()).sum()).isGreaterThan(2900);
        assertThat(divisions.within("")).isEmpty();
        assertThat(divisions.within("110101")).isEmpty();
    }
}
