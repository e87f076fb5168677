package io.regroup.nonlinear.internal;

import io.regroup.api.spi.GroupRows;
import io.regroup.nonlinear.StartEstimator;
import io.regroup.nonlinear.internal.solve.Bounds;
import java.io.Serializable;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where iterations begin. The first start is the model's, or the estimator's, or the user's. Further ones are spread about it by a
 * Latin hypercube (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21 (1979) 239): each parameter goes through
 * equally many levels u from −1 to 1, in an order of its own that is the same for every group and run. A parameter with two finite
 * bounds goes from one to the other; one that starts at p goes from {@code p / spread} to {@code p · spread}; one that starts at 0 takes u.
 */
@SuppressWarnings("ArrayRecordComponent") // one per program, never compared
record StartRule(
        double[] start, boolean[] given, @Nullable StartEstimator estimator, Bounds bounds, int count, double spread)
        implements Serializable {

    private static final long SEED = 1;

    /** Writes the first start of a group. */
    void first(GroupRows rows, double[] out) {
        System.arraycopy(start, 0, out, 0, out.length);
        if (estimator != null) {
            estimator.estimate(rows, out);
            for (int j = 0; j < out.length; j++) {
                if (given[j] || !Double.isFinite(out[j])) {
                    out[j] = start[j];
                }
            }
        }
    }

    /** Returns the levels of all further starts, one row for each. */
    double[][] levels() {
        int further = count - 1;
        double[][] levels = new double[further][start.length];
        SplittableRandom random = new SplittableRandom(SEED);
        int[] order = new int[further];
        for (int j = 0; j < start.length; j++) {
            for (int i = 0; i < further; i++) {
                int place = random.nextInt(i + 1);
                order[i] = order[place];
                order[place] = i;
            }
            for (int i = 0; i < further; i++) {
                levels[i][j] = 2 * (order[i] + 0.5) / further - 1;
            }
        }
        return levels;
    }

    /** Writes a further start. */
    void further(double[] levels, double[] first, double[] out) {
        for (int j = 0; j < out.length; j++) {
            double lower = bounds.lower()[j];
            double upper = bounds.upper()[j];
            if (Double.isFinite(upper - lower)) {
                out[j] = lower + (upper - lower) * (1 + levels[j]) / 2;
            } else {
                out[j] = first[j] == 0 ? levels[j] : first[j] * Math.pow(spread, levels[j]);
            }
        }
    }
}
