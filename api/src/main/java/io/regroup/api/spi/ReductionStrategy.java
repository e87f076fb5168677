package io.regroup.api.spi;

/** How rows meet their group: a plug-in, found by {@link java.util.ServiceLoader}. Stateless and thread-safe. */
public interface ReductionStrategy {

    /**
     * Returns the name by which users ask for it.
     *
     * @return lower-case letters, digits and hyphens, the same for ever
     */
    String name();

    /**
     * Describes the strategy in one line.
     *
     * @return for people
     */
    String summary();

    /**
     * Tells which programs it can serve, whatever the rows.
     *
     * @param kind what the program must see at once
     * @return true if it serves programs of that kind
     */
    boolean serves(FitProgram.Kind kind);

    /**
     * Makes a plan for a program that it {@link #serves}, or says why there is none. The automatic choice takes the plan with
     * the highest score, so strategies look at the layout in the same way to agree on who is best: 1 for the best, less
     * for one that would do.
     *
     * @param request what is asked for
     * @param layout what is known of the rows
     * @return the plan and its score, or a refusal
     */
    Proposal propose(PlanRequest request, BlockLayout layout);
}
