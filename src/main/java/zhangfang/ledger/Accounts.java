package zhangfang.ledger;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
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
    private final BusinessClock clock;
    private final Audit audit;

    Accounts(JdbcClient jdbc, Books books, BookAccess access, AccountRows rows, OpeningBalances openingBalances,
            BusinessClock clock, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.rows = rows;
        this.openingBalances = openingBalances;
        this.clock = clock;
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
        jdbc.sql("delete from retired_account where company_id = ? and code = ?").params(companyId, code).update();
        jdbc.sql("delete from account where company_id = ? and code = ?").params(companyId, code).update();
        jdbc.sql("""
                update account set leaf = true where company_id = :company and code = :parent
                    and not exists (select 1 from account s where s.company_id = :company and s.parent_code = :parent)""")
                .param("company", companyId)
                .param("parent", account.parentCode())
                .update();
        audit.record(actor, "account.remove", companyId, code, account.name());
    }

    /** The codes of the accounts that take no entries any more (停用). */
    public Set<String> retired(Actor actor, String companyId) {
        access.read(actor, companyId);
        return rows.retired(companyId);
    }

    /**
     * Retires an account (停用): it takes no entries any more, and what was booked on it stays.
     *
     * @throws Refusal conflict, if it has sub-accounts, a balance, or entries that are not posted yet
     */
    @Transactional
    public void retire(Actor actor, String companyId, String code) {
        access.write(actor, companyId);
        books.lock(companyId);
        Account account = get(companyId, code);
        if (!account.leaf()) {
            throw Refusal.conflict("ledger.account.hasSubAccounts", code, account.name());
        }
        if (hasBalanceOrDrafts(companyId, code)) {
            throw Refusal.conflict("ledger.account.notEmpty", code, account.name());
        }
        if (!rows.retired(companyId).contains(code)) {
            jdbc.sql("insert into retired_account (company_id, code, retired_by, retired_at) values (?, ?, ?, ?)")
                    .params(companyId, code, actor.id(), clock.now().atOffset(ZoneOffset.UTC)).update();
            audit.record(actor, "account.retire", companyId, code, account.name());
        }
    }

    /** Lets a retired account take entries again. */
    @Transactional
    public void resume(Actor actor, String companyId, String code) {
        access.write(actor, companyId);
        books.lock(companyId);
        Account account = get(companyId, code);
        if (jdbc.sql("delete from retired_account where company_id = ? and code = ?").params(companyId, code).update() > 0) {
            audit.record(actor, "account.resume", companyId, code, account.name());
        }
    }

    private boolean hasBalanceOrDrafts(String companyId, String code) {
        return jdbc.sql("""
                select case when exists (select 1 from voucher_entry e join voucher v on v.id = e.voucher_id
                        where e.company_id = :company and e.account_code = :code and v.state <> 'POSTED')
                    or exists (select 1 from (
                        select counterparty, amount from year_opening where company_id = :company and account_code = :code
                            and fiscal_year = (select max(fiscal_year) from book_year where company_id = :company)
                        union all
                        select counterparty, debit - credit from month_movement
                            where company_id = :company and account_code = :code
                            and fiscal_year = (select max(fiscal_year) from book_year where company_id = :company)) b
                        group by b.counterparty having sum(b.amount) <> 0)
                    then 1 else 0 end""")
                .param("company", companyId).param("code", code).query(Integer.class).single() == 1;
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
