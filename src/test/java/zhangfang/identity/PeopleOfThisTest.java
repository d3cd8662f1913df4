package zhangfang.identity;

/** Lets tests say which application's people Camunda's sign-in filter asks. */
public final class PeopleOfThisTest {

    private PeopleOfThisTest() {
    }

    public static void use(People people) {
        new PeopleHolder(people);
    }
}
