package zhangfang.ledger;

/**
 * How a book's statements present what the standard leaves open (报表口径). It moves amounts between lines and never
 * unbalances them.
 *
 * @param vatDebitAsAsset  whether debit balances of VAT details are other current assets (财会〔2016〕22号, 口径 B) instead of
 *                         a negative 应交税费 (小企业会计准则 附录, 口径 A)
 * @param reclassifyOthers whether 其他应收款 and 其他应付款 are shown by the side of each detail's and counterparty's balance; the
 *                         standard takes the accounts' own balances
 */
public record Presentation(boolean vatDebitAsAsset, boolean reclassifyOthers) {

    public Presentation withVatDebitAsAsset(boolean chosen) {
        return new Presentation(chosen, reclassifyOthers);
    }

    public Presentation withReclassifyOthers(boolean chosen) {
        return new Presentation(vatDebitAsAsset, chosen);
    }
}
