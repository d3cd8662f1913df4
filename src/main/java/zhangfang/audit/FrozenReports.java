package zhangfang.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;

/** What was issued to customers for confirmation, as it was: per company and month one revision after the other. */
@Component
public class FrozenReports implements StateCheck {

    public enum Kind {
        STATEMENTS, TAX_FIGURES
    }

    /** @param content JSON; @param hash SHA-256 of {@code content}, in hexadecimal */
    public record Report(Kind kind, String companyId, YearMonth period, int revision, String content, String hash,
            String issuedBy, Instant issuedAt) {
    }

    private static final String SELECT = """
            select kind, company_id, period, revision, content, hash, issued_by, issued_at from frozen_report
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    FrozenReports(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a revision that does not exist yet; the primary key refuses a second content for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Report keep(Actor actor, Kind kind, String companyId, YearMonth period, int revision,
            FrozenContent content) {
        Instant now = clock.now();
        jdbc.sql("""
                insert into frozen_report
                    (kind, company_id, period, revision, content, hash, issued_by, issued_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(kind.name(), companyId, period.toString(), revision, content.json(), content.hash(),
                        actor.id(), now.atOffset(ZoneOffset.UTC))
                .update();
        return new Report(kind, companyId, period, revision, content.json(), content.hash(), actor.id(), now);
    }

    public Optional<Report> find(Kind kind, String companyId, YearMonth period, int revision) {
        return jdbc.sql(SELECT + "where company_id = ? and period = ? and kind = ? and revision = ?")
                .params(companyId, period.toString(), kind.name(), revision)
                .query(FrozenReports::read).optional();
    }

    /** All revisions, the newest first. */
    public List<Report> all(Kind kind, String companyId, YearMonth period) {
        return jdbc.sql(SELECT + "where company_id = ? and period = ? and kind = ? order by revision desc")
                .params(companyId, period.toString(), kind.name())
                .query(FrozenReports::read).list();
    }

    @Override
    public String name() {
        return "frozen reports are what their hash says";
    }

    @Override
    public List<String> violations() {
        try (var reports = jdbc.sql(SELECT).query(FrozenReports::read).stream()) {
            return reports.filter(report -> !new FrozenContent(report.content(), report.hash()).isIntact())
                    .map(report -> "%s %s %s revision %d was changed after its issue"
                            .formatted(report.companyId(), report.period(), report.kind(), report.revision()))
                    .toList();
        }
    }

    private static Report read(ResultSet row, int number) throws SQLException {
        return new Report(Kind.valueOf(row.getString("kind")), row.getString("company_id"),
                YearMonth.parse(row.getString("period")), row.getInt("revision"), row.getString("content"),
                row.getString("hash"), row.getString("issued_by"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }
}
