package io.regroup.api.spi;

import java.util.Optional;

/**
 * What a reduction strategy offers: a plan, or the reason why it has none.
 *
 * @param plan the plan; empty for a refusal
 * @param score for the automatic choice: the highest wins
 * @param refusal why there is no plan, for people; empty if there is one
 */
public record Proposal(Optional<ReductionPlan> plan, double score, String refusal) {

    /**
     * Offers a plan.
     *
     * @param plan the plan
     * @param score 1 for the best there can be, less for one that would do
     * @return the offer
     */
    public static Proposal of(ReductionPlan plan, double score) {
        return new Proposal(Optional.of(plan), score, "");
    }

    /**
     * Refuses.
     *
     * @param reason why, for people, and what would help
     * @return the refusal
     */
    public static Proposal refuse(String reason) {
        return new Proposal(Optional.empty(), 0, reason);
    }
}
