package io.regroup.reducers.internal;

/** How strategies rank for the automatic choice. */
final class Scores {

    /** The one that the decision tree prefers. */
    static final double BEST = 1;

    /** One that would do. */
    static final double WOULD_DO = 0.5;

    /** One that would do at great cost. */
    static final double LAST_RESORT = 0.1;

    private Scores() {}
}
