package zhangfang.statements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhangfang.company.Company.Standard;

/** Which lines of the statements ask for which role of an account (科目用途). */
public final class RoleLines {

    /** A line that asks for a role. */
    public record RoleLine(StatementKind statement, int line, String item) {
    }

    private RoleLines() {
    }

    /** By role; roles that no line asks for are missing. */
    public static Map<String, List<RoleLine>> of(Standard standard) {
        Map<String, List<RoleLine>> lines = new LinkedHashMap<>();
        for (StatementKind statement : StatementKind.values()) {
            for (LineDefinitions.Line line : LineDefinitions.of(standard).lines(statement)) {
                line.formula().terms().forEach(term -> roles(term).forEach(role -> add(lines, role,
                        new RoleLine(statement, line.number(), line.item()))));
            }
        }
        return lines;
    }

    private static List<String> roles(Formula.Term term) {
        return switch (term.source()) {
            case VATDEBIT -> VatRoles.SHOWN_AS_ASSET_WHEN_DEBIT.stream().flatMap(Set::stream).toList();
            case VATPENDING -> List.of(VatRoles.PENDING_OUTPUT);
            default -> term.role() == null ? List.of() : List.of(term.role());
        };
    }

    private static void add(Map<String, List<RoleLine>> lines, String role, RoleLine line) {
        List<RoleLine> known = lines.computeIfAbsent(role, key -> new ArrayList<>());
        if (!known.contains(line)) {
            known.add(line);
        }
    }
}
