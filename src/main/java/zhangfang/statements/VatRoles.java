package zhangfang.statements;

import java.util.List;
import java.util.Set;

/** Roles of accounts below 应交税费 that the balance sheet tells apart (财会〔2016〕22号). */
final class VatRoles {

    /** 应交增值税 with its ten columns (专栏), which make one balance. */
    static final Set<String> PAYABLE_WITH_COLUMNS = Set.of("VAT", "VAT_INPUT", "VAT_OUTPUT_DEDUCTION", "VAT_PAID",
            "VAT_TRANSFER_UNPAID", "VAT_RELIEF", "VAT_EXPORT_OFFSET", "VAT_OUTPUT", "VAT_EXPORT_REFUND",
            "VAT_INPUT_TRANSFER_OUT", "VAT_TRANSFER_OVERPAID");

    /** Kinds of account whose debit balance is an asset, each netted by itself. */
    static final List<Set<String>> SHOWN_AS_ASSET_WHEN_DEBIT = List.of(PAYABLE_WITH_COLUMNS, Set.of("VAT_UNPAID"),
            Set.of("VAT_PREPAYMENT"), Set.of("VAT_INPUT_TO_DEDUCT"), Set.of("VAT_INPUT_TO_CERTIFY"),
            Set.of("VAT_CREDIT_RETAINED"), Set.of("VAT_FINANCIAL_PRODUCTS"));

    /** 待转销项税额. */
    static final String PENDING_OUTPUT = "VAT_OUTPUT_PENDING";

    private VatRoles() {
    }
}
