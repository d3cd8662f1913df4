package zhangfang.invoicing;

import zhangfang.identity.Actor;

/** Moves the review of special titles (专票资质审核); implemented where processes are known. */
public interface TitleReviews {

    /**
     * Starts a review the way its start form does, which saves the title and calls
     * {@link InvoiceTitles#submit}.
     *
     * @param titleId the title that is changed, or {@code null} for a new one
     * @return the title's id
     */
    String start(Actor actor, String companyId, String titleId, NewTitle title);

    /** The title under review was changed: its review begins anew, with a new due date. */
    void changed(String titleId);

    /** The title under review was removed: its review ends. */
    void removed(String titleId);
}
