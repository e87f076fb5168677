import io.regroup.reducers.internal.BlockwiseStrategy;

/** The reduction strategies that come with Regroup. */
module io.regroup.reducers {
    requires io.regroup.api;
    requires static transitive org.jspecify;

    provides io.regroup.api.spi.ReductionStrategy with
            BlockwiseStrategy;
}
