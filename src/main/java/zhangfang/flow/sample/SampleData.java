package zhangfang.flow.sample;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Fills an empty database of the sample start, by the same commands and tasks that people use. */
@Component
@Profile("demo")
class SampleData implements ApplicationRunner {

    private final SamplePeople people;

    SampleData(SamplePeople people) {
        this.people = people;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        people.addOnce();
    }
}
