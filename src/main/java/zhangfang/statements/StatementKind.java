package zhangfang.statements;

import java.util.Arrays;
import java.util.Optional;

/** The three statements (财务报表) of 小企业会计准则. */
public enum StatementKind {
    /** 资产负债表. */
    BALANCE_SHEET("balance-sheet", "会小企01"),
    /** 利润表. */
    INCOME_STATEMENT("income-statement", "会小企02"),
    /** 现金流量表. */
    CASH_FLOW("cash-flow", "会小企03");

    private final String path;
    private final String form;

    StatementKind(String path, String form) {
        this.path = path;
        this.form = form;
    }

    /** The name in addresses and in JSON. */
    public String path() {
        return path;
    }

    /** The official number of the form (表号). */
    public String form() {
        return form;
    }

    public static Optional<StatementKind> ofPath(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }
}
