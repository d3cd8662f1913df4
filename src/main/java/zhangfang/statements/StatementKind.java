package zhangfang.statements;

import java.util.Arrays;
import java.util.Optional;
import zhangfang.company.Company.Standard;

/** The three statements (财务报表). */
public enum StatementKind {
    /** 资产负债表. */
    BALANCE_SHEET("balance-sheet", "01"),
    /** 利润表. */
    INCOME_STATEMENT("income-statement", "02"),
    /** 现金流量表. */
    CASH_FLOW("cash-flow", "03");

    private final String path;
    private final String number;

    StatementKind(String path, String number) {
        this.path = path;
        this.number = number;
    }

    /** The name in addresses and in JSON. */
    public String path() {
        return path;
    }

    /** The official number of the form (表号), such as 会小企01 and 会企01. */
    public String form(Standard standard) {
        return (standard == Standard.SMALL_ENTERPRISE ? "会小企" : "会企") + number;
    }

    public static Optional<StatementKind> ofPath(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }
}
