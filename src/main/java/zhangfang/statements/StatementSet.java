package zhangfang.statements;

import java.util.List;
import java.util.stream.Stream;

/** The three statements of one period; their rules look at each other, so they are always drawn up together. */
public record StatementSet(Statement balanceSheet, Statement incomeStatement, Statement cashFlow) {

    public Statement of(StatementKind kind) {
        return switch (kind) {
            case BALANCE_SHEET -> balanceSheet;
            case INCOME_STATEMENT -> incomeStatement;
            case CASH_FLOW -> cashFlow;
        };
    }

    /** The rules that forbid to issue the statements. */
    public List<Check> errors() {
        return Stream.of(balanceSheet, incomeStatement, cashFlow)
                .flatMap(statement -> statement.checks().stream())
                .filter(Check::forbidsIssue)
                .toList();
    }
}
