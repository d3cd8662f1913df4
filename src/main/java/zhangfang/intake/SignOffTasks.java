package zhangfang.intake;

/** Gives a mailing that was announced outside of its task the task of being signed for; implemented by the process. */
public interface SignOffTasks {

    /** Opens the task for the month's oldest mailing that has none. */
    void open(String monthId);
}
