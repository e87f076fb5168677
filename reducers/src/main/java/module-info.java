import io.regroup.reducers.internal.BlockwiseStrategy;
import io.regroup.reducers.internal.CohortsStrategy;
import io.regroup.reducers.internal.MapReduceStrategy;

/** The reduction strategies that come with Regroup. */
module io.regroup.reducers {
    requires io.regroup.api;
    requires static org.jspecify;

    provides io.regroup.api.spi.ReductionStrategy with
            BlockwiseStrategy,
            CohortsStrategy,
            MapReduceStrategy;
}
