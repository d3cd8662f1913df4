package zhangfang.ledger;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Figures.Direction;

/**
 * The chart of accounts (会计科目表) of a standard, with the details that tax law and the statements ask for, and the
 * roles that name what an account means to a statement or tax rule, also by names that only some books have below an
 * official account. Detail codes below the official ones are this house's own choice, so rules look at roles instead.
 */
final class ReferenceChart {

    private static final Map<Standard, ReferenceChart> CHARTS = new EnumMap<>(Standard.class);

    static {
        for (Standard standard : Standard.values()) {
            CHARTS.put(standard, new ReferenceChart(StandardAccounts.of(standard)));
        }
    }

    private record Line(Account account, boolean generalTaxpayersOnly, boolean official) {
    }

    /** What a role brings along: the side its balance is on. */
    record Role(String name, Direction direction) {
    }

    private final StandardAccounts standard;
    private final List<Line> lines;
    private final Map<String, Role> roles = new LinkedHashMap<>();

    private ReferenceChart(StandardAccounts standard) {
        this.standard = standard;
        lines = read(standard.resource("chart")).stream().map(ReferenceChart::line).toList();
        for (Line line : lines) {
            Account account = line.account;
            if (account.role() != null) {
                roles.put(roleKey(account.code(), account.name()), new Role(account.role(), account.direction()));
            }
        }
        read(standard.resource("role-names")).forEach(row -> roles.put(roleKey(row.get("account"), row.get("name")),
                new Role(row.get("role"), Direction.valueOf(row.get("direction")))));
    }

    static ReferenceChart of(Standard standard) {
        return CHARTS.get(standard);
    }

    StandardAccounts standard() {
        return standard;
    }

    /** The accounts that a new book starts with, parents before their sub-accounts. */
    List<Account> accounts(Chart chart, TaxpayerType taxpayerType) {
        List<Account> chosen = lines.stream()
                .filter(line -> chart == Chart.STANDARD || line.official)
                .filter(line -> taxpayerType == TaxpayerType.GENERAL || !line.generalTaxpayersOnly)
                .map(Line::account)
                .toList();
        return chosen.stream()
                .map(account -> account.withLeaf(
                        chosen.stream().noneMatch(other -> account.code().equals(other.parentCode()))))
                .toList();
    }

    /**
     * The role that an account's name proposes: the last segment of the name must equal the role's name, below the same
     * first-level account as in the reference, since 利息收入 means another thing below 财务费用 than below 营业外收入.
     */
    Optional<Role> proposedRole(String code, String name) {
        return Optional.ofNullable(roles.get(roleKey(code, name)));
    }

    /** The roles that accounts below an official one can have, each with the name that proposes it. */
    List<AccountRole> rolesBelow(String firstLevelCode) {
        Map<String, AccountRole> below = new LinkedHashMap<>();
        roles.forEach((key, role) -> {
            if (key.startsWith(firstLevelCode + " ")) {
                below.putIfAbsent(role.name(), new AccountRole(firstLevelCode, role.name(),
                        key.substring(firstLevelCode.length() + 1), role.direction()));
            }
        });
        return List.copyOf(below.values());
    }

    /** What people call a role: the name of the account that has it in the official chart. */
    String roleName(String firstLevelCode, String role) {
        return rolesBelow(firstLevelCode).stream().filter(known -> known.role().equals(role)).map(AccountRole::name)
                .findFirst().orElseGet(() -> roles.entrySet().stream().filter(known -> known.getValue().name().equals(role))
                        .map(known -> known.getKey().substring(firstLevelCode.length() + 1)).findFirst().orElse(role));
    }

    /**
     * Whether an account without a role is amiss: nearly every detail below its official account means something to a rule,
     * and it is none of those that do not, such as 其他.
     */
    boolean expectsRole(Account account) {
        List<Account> details = lines.stream().map(Line::account).filter(detail -> detail.level() > 1
                && detail.isWithin(account.code().substring(0, 4))).toList();
        long telling = details.stream().filter(detail -> detail.role() != null).count();
        String name = lastSegment(account.name());
        return telling > 0 && telling * 5 >= details.size() * 4L
                && details.stream().noneMatch(detail -> detail.role() == null && lastSegment(detail.name()).equals(name));
    }

    private static String lastSegment(String name) {
        List<String> path = AccountPath.of(name);
        return path.get(path.size() - 1);
    }

    /** Our account of a role below a first-level one. */
    Account detail(String root, String role) {
        return lines.stream().map(Line::account)
                .filter(account -> account.isWithin(root) && role.equals(account.role()))
                .findFirst().orElseThrow();
    }

    boolean knowsRole(String role) {
        return roles.values().stream().anyMatch(known -> known.name().equals(role));
    }

    private static String roleKey(String code, String name) {
        return code.substring(0, 4) + " " + lastSegment(name);
    }

    private static Line line(CSVRecord row) {
        String parent = row.get("parent");
        String role = row.get("role");
        return new Line(new Account(row.get("code"), row.get("name"), parent.isEmpty() ? null : parent,
                Integer.parseInt(row.get("level")), true, row.get("category"), Direction.valueOf(row.get("direction")),
                role.isEmpty() ? null : role, "Y".equals(row.get("cash")), "Y".equals(row.get("counterparty")),
                role.isEmpty() ? null : RoleOrigin.PRESET, null),
                "GENERAL".equals(row.get("taxpayer")), "Y".equals(row.get("official")));
    }

    /** The rows of one of our own reference files, which are well-formed UTF-8. */
    static List<CSVRecord> read(String file) {
        try (Reader reader = new InputStreamReader(new ClassPathResource(file).getInputStream(),
                StandardCharsets.UTF_8)) {
            return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader).getRecords();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }
}
