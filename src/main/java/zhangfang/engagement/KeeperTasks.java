package zhangfang.engagement;

/** The open tasks of the accountant who keeps a company; implemented where the processes are known. */
public interface KeeperTasks {

    /**
     * Passes a company's open tasks on: those offered to the one accountant are offered to the other, those the one has
     * claimed are the other's. What a third person has claimed stays claimed.
     *
     * @return how many tasks changed hands
     * @throws zhangfang.refusal.Refusal conflict, if one of them is being worked on at this moment, or is suspended
     */
    int pass(String companyId, String fromUserId, String toUserId);
}
