package zhangfang.workbench;

/**
 * The key figures above the workbench, of the months that have begun and not ended.
 *
 * @param soon    due within three days, not late yet
 * @param waiting waiting for the customer's documents or confirmation
 * @param review  waiting for a review
 */
public record WorkFigures(long open, long late, long soon, long waiting, long review) {
}
