package io.regroup.api.spi;

import io.regroup.api.data.BlockLayout;

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
     * Tells whether the strategy can serve a program.
     *
     * @param kind what the program must see at once
     * @param layout what is known of the dataset's blocks
     * @return yes or no, how well, and why
     */
    Suitability suits(FitProgram.Kind kind, BlockLayout layout);

    /**
     * Makes a plan.
     *
     * @param kind what the program must see at once, one that {@link #suits}
     * @param layout what is known of the dataset's blocks
     * @return the plan
     */
    ReductionPlan plan(FitProgram.Kind kind, BlockLayout layout);
}
