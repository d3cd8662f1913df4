package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.document.Document;
import zhangfang.document.NewDocument;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** What PostgreSQL itself refuses, whoever asks. */
@PostgresTest
class PostedVouchersStayTest {

    private static final String INSERT = """
            insert into voucher (id, company_id, period, voucher_date, voucher_number, state, kind, origin, seq, content_hash,
                prepared_by, prepared_at, reviewed_by, reviewed_at, posted_by, posted_at, entry_count, chain_no, chain_hash)
            select 'VX', company_id, period, voucher_date, 2, state, kind, origin, seq, content_hash, prepared_by, prepared_at,
                reviewed_by, reviewed_at, posted_by, posted_at, entry_count, 2, chain_hash from voucher where id = :voucher""";
    private static final String ENTRY = """
            insert into voucher_entry select voucher_id, 3, company_id, period, summary, account_code, counterparty, debit,
                credit, null, content_hash from voucher_entry where voucher_id = :voucher and line = 1""";
    private static final String POST = """
            update voucher set state = 'POSTED', voucher_number = 2, posted_by = 'x', reviewed_by = 'x', entry_count = %d,
                chain_no = %d, chain_hash = repeat('a', 64) where id = :draft""";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Time time;

    private BookForTests book;
    private Voucher posted;
    private Voucher draft;

    @BeforeEach
    void aBookWithAPostedVoucherAndADraft() {
        time.is("2026-03-05T10:00:00");
        book = BookForTests.open(context, "2026-01");
        posted = book.posted("2026-01-10,a,收款,1002,,5.00,", "2026-01-10,a,收款,5001,,,5.00").get(0);
        draft = book.imported("2026-01-10,c,收款,1002,,5.00,", "2026-01-10,c,收款,5001,,,5.00").get(0);
    }

    @Test
    void refusesToTouchAPostedVoucherOrItsEntries() {
        refuses("update voucher set voucher_date = '2026-01-11' where id = :voucher", "is posted");
        refuses("update voucher set state = 'REVIEWED', voucher_number = null, posted_by = null, entry_count = null,"
                + " chain_no = null, chain_hash = null where id = :voucher", "is posted");
        refuses("delete from voucher where id = :voucher", "is posted");
        refuses("delete from voucher_entry where voucher_id = :voucher", "is posted");
        refuses("update voucher_entry set debit = 6 where voucher_id = :voucher and line = 1", "is posted");
        refuses("update voucher_entry set voucher_id = :draft, line = 7 where voucher_id = :voucher and line = 1",
                "is posted");
        refuses("update voucher_entry set voucher_id = :voucher, line = 7 where voucher_id = :draft and line = 1",
                "is posted");
        refuses(ENTRY, "is posted");
        refuses("merge into voucher_entry t using (select 1) s on t.voucher_id = :voucher"
                + " when matched then update set summary = 'x'", "is posted");
    }

    @Test
    void refusesToEmptyTheTables() {
        refuses("truncate voucher cascade", "is not emptied");
        refuses("truncate voucher_entry cascade", "is not emptied");
        refuses("truncate book cascade", "is not emptied");
        refuses("truncate chain_seal", "is not emptied");
        refuses("truncate audit_entry", "is not emptied");
    }

    @Test
    void refusesVouchersThatAreNotPostedInTheirTurn() {
        refuses(INSERT, "posted without having been written");
        refuses(POST.formatted(2, 2), "does not follow");
        refuses(POST.formatted(3, 2), "has 2 entries");
        refuses(POST.formatted(2, 1), "voucher_place_once");
        refuses("update voucher set state = 'POSTED' where id = :draft", "voucher_");
        jdbc.sql("delete from voucher_entry where voucher_id = ? and line = 2").param(draft.id()).update();
        refuses(POST.formatted(1, 2), "out of balance");
    }

    @Test
    void refusesAHeadThatIsNotTheLastVoucher() {
        refuses("update book set chain_length = 0 where company_id = :book", "only grows");
        refuses("update book set chain_hash = repeat('a', 64) where company_id = :book", "only grows");
        refuses("delete from book where company_id = :book", "only grows");
        refuses("update book set chain_length = 2, chain_hash = repeat('a', 64) where company_id = :book", "is not its last");
        refuses("update book_period set last_number = 0 where company_id = :book", "only grows");
    }

    @Test
    void refusesToChangeASeal() {
        book.vouchers().delete(BookForTests.ACCOUNTANT, book.id, draft.id());
        book.close("2026-01");

        refuses("update chain_seal set chain_hash = repeat('a', 64) where company_id = :book", "append-only");
        refuses("delete from chain_seal where company_id = :book", "append-only");
    }

    @Test
    void refusesToLoseWhatAPostedVoucherRestsOn() {
        VoucherDocuments links = context.getBean(VoucherDocuments.class);
        String document = context.getBean(SourceDocuments.class).add(BookForTests.ACCOUNTANT, book.id, posted.period(),
                new NewDocument("a.pdf", Document.Category.OTHER, "%PDF-1.4".getBytes(StandardCharsets.US_ASCII))).id();
        links.link(BookForTests.ACCOUNTANT, book.id, posted.id(), List.of(document));
        links.link(BookForTests.ACCOUNTANT, book.id, draft.id(), List.of(document));

        refuses("delete from voucher_document where voucher_id = :voucher", "is posted");
        refuses("update voucher_document set voucher_id = :draft where voucher_id = :voucher", "is posted");
        refuses("update voucher_document set company_id = 'other' where voucher_id = :draft", "voucher_document_");
        links.unlink(BookForTests.ACCOUNTANT, book.id, draft.id(), document);
    }

    @Test
    void letsCashGoToAnotherLine() {
        jdbc.sql("update cash_flow set cash_flow_line = 3 where voucher_id = ?").param(posted.id()).update();
        jdbc.sql("update cash_flow set cash_flow_line = 1 where voucher_id = ?").param(posted.id()).update();
    }

    private void refuses(String sql, String why) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(tx -> jdbc.sql(sql).param("voucher", posted.id())
                .param("draft", draft.id()).param("book", book.id).update())).as(sql).hasMessageContaining(why);
    }
}
