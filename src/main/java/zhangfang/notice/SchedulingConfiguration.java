package zhangfang.notice;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs what happens by itself every so often; tests call it themselves. */
@Configuration
@EnableScheduling
@Profile("!test")
class SchedulingConfiguration {
}
