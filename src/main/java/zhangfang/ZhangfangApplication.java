package zhangfang;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import zhangfang.calendar.BusinessClock;

/** Zhangfang 账房: an agency-bookkeeping (代理记账) platform on the Camunda 7 engine. */
@SpringBootApplication
public class ZhangfangApplication {

    static {
        // The engine reads cron expressions and dates without a zone in the JVM's zone. Deadlines are Chinese
        // whatever machine this runs on, so the zone is fixed before anything else starts.
        TimeZone.setDefault(TimeZone.getTimeZone(BusinessClock.ZONE));
    }

    public static void main(String[] args) {
        SpringApplication.run(ZhangfangApplication.class, args);
    }
}
