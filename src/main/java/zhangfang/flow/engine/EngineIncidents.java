package zhangfang.flow.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.process.Incidents;

/** Reads the engine's incidents, each once: the engine repeats it for the instances that called the failing one. */
@Component
class EngineIncidents implements Incidents {

    private final JdbcClient jdbc;
    private final ModelNames names;

    EngineIncidents(JdbcClient jdbc, ModelNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    @Override
    public List<FailingStep> byStep() {
        return jdbc.sql("""
                select g.DEF_, g.ACT_, g.COUNT_, g.SINCE_, i.INCIDENT_MSG_
                from (select max(i.PROC_DEF_ID_) as DEF_, i.ACTIVITY_ID_ as ACT_, count(*) as COUNT_,
                             min(i.INCIDENT_TIMESTAMP_) as SINCE_, max(i.ID_) as LATEST_
                      from ACT_RU_INCIDENT i join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_
                      where i.ID_ = i.CAUSE_INCIDENT_ID_
                      group by d.KEY_, i.ACTIVITY_ID_) g
                join ACT_RU_INCIDENT i on i.ID_ = g.LATEST_
                order by g.COUNT_ desc, g.DEF_, g.ACT_""")
                .query((row, n) -> new FailingStep(names.ofProcess(row.getString(1)),
                        names.ofStep(row.getString(1), row.getString(2)), row.getInt(3), instant(row, 4),
                        sentence(row.getString(5), row.getString(1), row.getString(2))))
                .list();
    }

    @Override
    public List<Incident> latest(int limit) {
        return jdbc.sql("""
                select i.PROC_DEF_ID_, i.ACTIVITY_ID_, i.PROC_INST_ID_, e.BUSINESS_KEY_, c.id, c.name,
                       i.INCIDENT_TIMESTAMP_, i.INCIDENT_MSG_
                from ACT_RU_INCIDENT i
                join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_
                left join ACT_RU_EXECUTION e on e.ID_ = i.PROC_INST_ID_
                %s
                where i.ID_ = i.CAUSE_INCIDENT_ID_
                order by i.INCIDENT_TIMESTAMP_ desc, i.ID_ limit ?"""
                .formatted(CaseCompanies.join("d.KEY_", "e.BUSINESS_KEY_")))
                .param(limit)
                .query((row, n) -> new Incident(names.ofProcess(row.getString(1)),
                        names.ofStep(row.getString(1), row.getString(2)), row.getString(3), row.getString(4),
                        row.getString(5), row.getString(6), instant(row, 7),
                        sentence(row.getString(8), row.getString(1), row.getString(2))))
                .list();
    }

    /** Where the message has the step's id, people read its name. */
    private String sentence(String message, String definitionId, String activityId) {
        return message == null ? "" : message.replace(activityId, "“" + names.ofStep(definitionId, activityId) + "”");
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
