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
    private final SampleStory story;

    SampleData(SamplePeople people, SampleStory story) {
        this.people = people;
        this.story = story;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (people.addOnce()) {
            story.tell();
        }
    }
}
