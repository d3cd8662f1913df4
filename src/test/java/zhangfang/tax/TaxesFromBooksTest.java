package zhangfang.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhangfang.money.Money;
import zhangfang.statements.HandMadeBooks;
import zhangfang.tax.MonthTaxes.Source;
import zhangfang.tax.MonthTaxes.TaxFigure;

class TaxesFromBooksTest {

    /** Output 1 300, input 500, transferred out 30: 830 due, carried to 未交增值税; last month's 200 paid. */
    @Test
    void showsTheVatOfAGeneralTaxpayerAsOutputLessInputAndIgnoresTransfers() {
        TaxFigure vat = tax("VAT", new HandMadeBooks()
                .roleOf("222101", "VAT")
                .account("22210101", "VAT_INPUT", "0.00", "500.00", "0.00")
                .account("22210107", "VAT_OUTPUT", "0.00", "0.00", "1300.00")
                .account("22210109", "VAT_INPUT_TRANSFER_OUT", "0.00", "0.00", "30.00")
                .account("22210104", "VAT_TRANSFER_UNPAID", "0.00", "830.00", "0.00")
                .account("222102", "VAT_UNPAID", "-200.00", "200.00", "830.00"));
        assertThat(vat.amount()).isEqualTo(yuan("830.00"));
        assertThat(vat.paid()).isEqualTo(yuan("200.00"));
        assertThat(vat.opening()).isEqualTo(yuan("200.00"));
        assertThat(vat.balance()).isEqualTo(yuan("830.00"));
        assertThat(vat.source()).isEqualTo(Source.BOOKS);
        assertThat(vat.components()).extracting(part -> part.role())
                .contains("VAT_INPUT", "VAT_OUTPUT", "VAT_INPUT_TRANSFER_OUT", "VAT_UNPAID");
    }

    @Test
    void countsPrepaymentsOfTheMonthAsPaidOnce() {
        TaxFigure vat = tax("VAT", new HandMadeBooks()
                .roleOf("222101", "VAT")
                .account("22210103", "VAT_PAID", "0.00", "50.00", "0.00")
                .account("222103", "VAT_PREPAYMENT", "0.00", "70.00", "70.00")
                .account("222102", "VAT_UNPAID", "0.00", "70.00", "0.00"));
        assertThat(vat.paid()).isEqualTo(yuan("120.00"));
        assertThat(vat.accrued()).isEqualTo(Money.ZERO);
    }

    @Test
    void showsTheVatOfASmallScaleTaxpayerWithWhatWasExempted() {
        TaxFigure vat = tax("VAT", new HandMadeBooks()
                .account("222101", "VAT", "-90.00", "190.00", "100.00")
                .account("530111", "VAT_EXEMPTION_INCOME", "0.00", "0.00", "100.00"));
        assertThat(vat.accrued()).isEqualTo(yuan("100.00"));
        assertThat(vat.relief()).isEqualTo(yuan("100.00"));
        assertThat(vat.amount()).isEqualTo(Money.ZERO);
        assertThat(vat.paid()).isEqualTo(yuan("90.00"));
        assertThat(vat.balance()).isEqualTo(Money.ZERO);
    }

    @Test
    void showsOtherTaxesByRoleWhateverTheirCode() {
        TaxFigure income = tax("CIT", new HandMadeBooks()
                .account("222105", "CIT_PAYABLE", "-40.00", "40.00", "125.00"));
        assertThat(income.name()).isEqualTo("企业所得税");
        assertThat(income.amount()).isEqualTo(yuan("125.00"));
        assertThat(income.paid()).isEqualTo(yuan("40.00"));
        assertThat(income.balance()).isEqualTo(yuan("125.00"));
        assertThat(income.base()).isNull();
        assertThat(income.components()).singleElement()
                .satisfies(part -> assertThat(part.accountCode()).isEqualTo("222105"));
    }

    @Test
    void hidesNothingThatIsOwedUnderAnUnknownName() {
        List<TaxFigure> taxes = taxes(new HandMadeBooks().account("222199", "-5.00", "0.00", "0.00"));
        assertThat(taxes).extracting(TaxFigure::tax).containsExactly("VAT", "OTHER-222199");
    }

    private static TaxFigure tax(String key, HandMadeBooks books) {
        return taxes(books).stream().filter(tax -> tax.tax().equals(key)).findFirst().orElseThrow();
    }

    private static List<TaxFigure> taxes(HandMadeBooks books) {
        return new TaxesFromBooks(books.accounts()).figures();
    }
}
