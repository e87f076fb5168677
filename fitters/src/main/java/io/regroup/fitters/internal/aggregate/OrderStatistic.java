package io.regroup.fitters.internal.aggregate;

import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.AggregateFunction;
import io.regroup.api.spi.Kernels;
import java.io.Serializable;

/**
 * A result that takes all values of a group at once.
 *
 * @param extra its place among the results
 * @param rule when there is one
 * @param function median, quantile or mode
 * @param share of a quantile
 */
record OrderStatistic(int extra, Rule rule, AggregateFunction function, double share) implements Serializable {

    static OrderStatistic of(int extra, Aggregate aggregate, Rule.Options options) {
        return new OrderStatistic(extra, Rule.of(aggregate, options), aggregate.function(), aggregate.parameter());
    }

    static boolean isOne(AggregateFunction function) {
        return switch (function) {
            case MEDIAN, QUANTILE, MODE -> true;
            default -> false;
        };
    }

    /** Tells whether values have to be sorted for it. */
    boolean needsOrder() {
        return function != AggregateFunction.MEDIAN;
    }

    /**
     * Computes it.
     *
     * @param values at least one, no NaN; sorted if it {@link #needsOrder}, else permuted
     */
    double of(double[] values, int count, Kernels kernels) {
        return switch (function) {
            case MEDIAN -> kernels.median(values, 0, count);
            case QUANTILE -> quantile(values, count);
            case MODE -> mode(values, count);
            default -> throw new IllegalStateException(function + " is no order statistic");
        };
    }

    private double quantile(double[] sorted, int count) {
        double rank = share * (count - 1);
        int below = (int) rank;
        double lower = sorted[below];
        double upper = sorted[Math.min(below + 1, count - 1)];
        double part = rank - below;
        // neither infinities that are equal nor values of opposite sign may overflow on the way
        return lower == upper || part == 0 ? lower : lower * (1 - part) + upper * part;
    }

    private static double mode(double[] sorted, int count) {
        double best = sorted[0];
        int most = 0;
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                best = sorted[from];
            }
            from = to;
        }
        return best;
    }
}
