package zhangfang.company;

import java.util.Set;

/** Which companies a person works on right now; implemented where open tasks are known. */
public interface CaseLoad {

    /** Ids of the companies of which this person holds an open task. */
    Set<String> companiesOf(String userId);
}
