package zhangfang.flow.withdrawal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** What waits for finance stands at its task once: each announced top-up, each requested withdrawal, nothing else. */
@Component
class TransfersFitTheirProcesses implements StateCheck {

    private final JdbcClient jdbc;

    TransfersFitTheirProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "top-ups and withdrawals fit their process instances";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        compare("top-up", "select id from top_up where status = 'ANNOUNCED'", "userTask_confirmReceipt", found);
        compare("withdrawal", "select id from withdrawal where status = 'REQUESTED'", "userTask_payWithdrawal", found);
        compare("withdrawal", "select id from withdrawal where status = 'REQUESTED'", "userTask_cancelWithdrawal",
                found);
        return found;
    }

    private void compare(String what, String open, String step, List<String> found) {
        TreeMap<String, Long> tasks = jdbc.sql("""
                select i.BUSINESS_KEY_ from ACT_RU_TASK t
                join ACT_RU_EXECUTION i on i.ID_ = t.PROC_INST_ID_
                where t.TASK_DEF_KEY_ = ? and i.BUSINESS_KEY_ is not null""")
                .param(step).query(String.class).list().stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        for (String id : jdbc.sql(open).query(String.class).list()) {
            Long times = tasks.remove(id);
            if (times == null || times != 1) {
                found.add("%s %s is open and %s times at %s".formatted(what, id, times == null ? 0 : times, step));
            }
        }
        tasks.keySet().forEach(id -> found.add("%s %s is not open, yet at %s".formatted(what, id, step)));
    }
}
