package io.regroup.fitters.internal.aggregate;

import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.AggregateFunction;
import io.regroup.api.aggregate.NanPolicy;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * When there is a result at all.
 *
 * @param minds whether one missing value makes the result missing
 * @param fewest the fewest values for a result
 * @param substitute what stands for a result of fewer values
 */
record Rule(boolean minds, double fewest, double substitute) implements Serializable {

    /** What holds for all aggregates of a specification. */
    record Options(NanPolicy nan, int minCount, @Nullable Double fill) {}

    static Rule of(Aggregate aggregate, Options options) {
        AggregateFunction function = aggregate.function();
        boolean minds = switch (function) {
            case COUNT, FIRST, LAST -> false;
            default -> !aggregate.skips(options.nan());
        };
        Double fill = options.fill();
        return new Rule(
                minds,
                function == AggregateFunction.COUNT ? 0 : Math.max(options.minCount(), function.fewestValues()),
                fill == null ? function.absent(true) : fill);
    }

    /**
     * Tells whether there is a result.
     *
     * @param values how many values there are
     * @param missing how many are missing
     */
    boolean grants(double values, double missing) {
        return values >= fewest && !(minds && missing > 0);
    }

    /** Returns what stands for a result that is not granted. */
    double instead(double missing) {
        return minds && missing > 0 ? Double.NaN : substitute;
    }
}
