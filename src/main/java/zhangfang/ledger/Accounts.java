package zhangfang.ledger;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.Direction;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** The chart of accounts of a book (会计科目): sub-accounts are added, corrected, and removed while nothing uses them. */
@Service
public class Accounts {

    /**
     * What can be corrected of an account; {@code null} leaves it as it is.
     *
     * @param role           a role of the reference chart, or an empty text for none
     * @param cash           only while nothing uses the account, since posted cash flows rest on it; likewise the next
     */
    public record Correction(String name, Direction direction, String role, Boolean cash, Boolean byCounterparty) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows rows;
    private final OpeningBalances openingBalances;
    private final Audit audit;

    Accounts(JdbcClient jdbc, Books books, BookAccess access, AccountRows rows, OpeningBalances openingBalances,
            Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.rows = rows;
        this.openingBalances = openingBalances;
        this.audit = audit;
    }

    /** All accounts of the book, by code. */
    public List<Account> list(Actor actor, String companyId) {
        access.read(actor, companyId);
        books.get(companyId);
        return rows.of(companyId);
    }

    /** Adds an account below one of the book, and the levels missing in between. */
    @Transactional
    public Account add(Actor actor, String companyId, String code, String name) {
        access.write(actor, companyId);
        books.lock(companyId);
        List<Reason> reasons = new ArrayList<>();
        if (code == null || !code.matches(VoucherLines.CODE)) {
            reasons.add(Reason.field("code", "ledger.account.badCode", code == null ? "" : code));
        }
        if (name == null || name.isBlank() || name.length() > VoucherLines.NAME_LIMIT) {
            reasons.add(Reason.field("name", "ledger.account.badName", VoucherLines.NAME_LIMIT));
        }
        refuseIf(reasons);
        ChartOfAccounts chart = rows.chart(companyId);
        if (chart.find(code).isPresent()) {
            throw Refusal.conflict("ledger.account.exists", code, chart.get(code).name());
        }
        chart.extend(code, name).ifPresent(why -> reasons.add(new Reason("code", null, why.key(), why.args())));
        refuseIf(reasons);
        rows.store(companyId, chart);
        audit.record(actor, "account.add", companyId, code, name);
        return chart.get(code);
    }

    @Transactional
    public Account correct(Actor actor, String companyId, String code, Correction correction) {
        access.write(actor, companyId);
        Book book = books.lock(companyId);
        Account account = get(companyId, code);
        refuseIf(problems(book, account, correction));
        boolean chosen = correction.role != null;
        RoleOrigin origin = chosen ? RoleOrigin.CORRECTED : account.roleOrigin();
        String role = correction.role == null ? account.role() : correction.role.isBlank() ? null : correction.role;
        jdbc.sql("""
                update account set name = ?, direction = ?, role = ?, cash = ?, by_counterparty = ?, role_origin = ?,
                    role_set_by = ?
                where company_id = ? and code = ?""")
                .param(correction.name == null ? account.name() : correction.name.strip())
                .param((correction.direction == null ? account.direction() : correction.direction).name())
                .param(role)
                .param(correction.cash == null ? account.cash() : correction.cash)
                .param(correction.byCounterparty == null ? account.byCounterparty() : correction.byCounterparty)
                .param(origin == null ? null : origin.name())
                .param(chosen ? actor.id() : account.roleSetBy())
                .param(companyId)
                .param(code)
                .update();
        if (correction.direction != null && correction.direction != account.direction()) {
            openingBalances.carryAnew(book, rows.chart(companyId), code);
        }
        audit.record(actor, "account.correct", companyId, code, correction.toString());
        return get(companyId, code);
    }

    private List<Reason> problems(Book book, Account account, Correction correction) {
        List<Reason> reasons = new ArrayList<>();
        if (correction.name != null && (correction.name.isBlank() || correction.name.length() > VoucherLines.NAME_LIMIT)) {
            reasons.add(Reason.field("name", "ledger.account.badName", VoucherLines.NAME_LIMIT));
        }
        if (correction.role != null && !correction.role.isBlank()
                && !ReferenceChart.of(book.standard()).knowsRole(correction.role)) {
            reasons.add(Reason.field("role", "ledger.account.unknownRole", correction.role));
        }
        boolean recast = correction.cash != null && correction.cash != account.cash()
                || correction.byCounterparty != null && correction.byCounterparty != account.byCounterparty();
        if (recast && (!account.leaf() || rows.isInUse(book.companyId(), account.code()))) {
            reasons.add(Reason.field("cash", "ledger.account.inUse", account.code(), account.name()));
        }
        return reasons;
    }

    /** Removes an account that nothing uses; its parent takes entries again when this was the last sub-account. */
    @Transactional
    public void remove(Actor actor, String companyId, String code) {
        access.write(actor, companyId);
        books.lock(companyId);
        Account account = get(companyId, code);
        if (account.level() == 1) {
            throw Refusal.conflict("ledger.account.official", code, account.name());
        }
        if (!account.leaf()) {
            throw Refusal.conflict("ledger.account.hasSubAccounts", code, account.name());
        }
        if (rows.isInUse(companyId, code)) {
            throw Refusal.conflict("ledger.account.inUse", code, account.name());
        }
        jdbc.sql("delete from account where company_id = ? and code = ?").params(companyId, code).update();
        jdbc.sql("""
                update account set leaf = true where company_id = :company and code = :parent
                    and not exists (select 1 from account s where s.company_id = :company and s.parent_code = :parent)""")
                .param("company", companyId)
                .param("parent", account.parentCode())
                .update();
        audit.record(actor, "account.remove", companyId, code, account.name());
    }

    private Account get(String companyId, String code) {
        return rows.of(companyId).stream().filter(account -> account.code().equals(code)).findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static void refuseIf(List<Reason> reasons) {
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
    }
}
