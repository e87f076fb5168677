package io.regroup.gmm.encoder.internal;

import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.encoder.NumericModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The numbers of a model of a column as its loops need them, and the formula of its values. */
final class NumericFormula {

    /** What is further away than 4 · 0.99 standard deviations is cut off there. */
    static final double MOST = 0.99;

    private static final double DEVIATIONS = 4;

    final NumericModel model;
    final @Nullable GaussianMixture mixture;

    /** The kept components in the order of the mixture, and their ranks. */
    final int[] kept;

    final int[] ranks;

    /** By rank; NaN for modal values. */
    private final double[] means;

    private final double[] widths;

    NumericFormula(NumericModel model) {
        this.model = model;
        this.mixture = model.mixture();
        int width = model.width();
        this.means = new double[width];
        this.widths = new double[width];
        Arrays.fill(means, Double.NaN);
        Integer[] components = new Integer[width];
        int count = 0;
        for (int rank = 0; rank < width; rank++) {
            int component = model.modes().get(rank).component();
            if (mixture != null && component >= 0) {
                means[rank] = mixture.mean(component)[0];
                widths[rank] = DEVIATIONS * mixture.deviation(component, 0);
                components[count++] = rank;
            }
        }
        Arrays.sort(components, 0, count, (a, b) -> Integer.compare(component(a), component(b)));
        this.ranks = new int[count];
        this.kept = new int[count];
        for (int i = 0; i < count; i++) {
            ranks[i] = components[i];
            kept[i] = component(components[i]);
        }
    }

    private int component(int rank) {
        return model.modes().get(rank).component();
    }

    boolean isComponent(int rank) {
        return widths[rank] > 0;
    }

    /** Returns the value of a number on the model's scale, cut off; never NaN for one that is not NaN. */
    double value(double t, int rank) {
        double u = (t - means[rank]) / widths[rank];
        return Math.min(MOST, Math.max(-MOST, u));
    }

    /** Returns the number that a value stands for. */
    double number(double value, int rank) {
        return ScaleFunction.invert(model.scale(), value * widths[rank] + means[rank]);
    }

    /** Returns the rank of the component whose mean is nearest, the first of several. */
    int nearest(double t) {
        int best = ranks[0];
        for (int rank : ranks) {
            if (Math.abs(t - means[rank]) < Math.abs(t - means[best])) {
                best = rank;
            }
        }
        return best;
    }

    /** Returns the rank of the component with the smallest mean, or the largest. */
    int outermost(boolean largest) {
        int best = ranks[0];
        for (int rank : ranks) {
            if (largest ? means[rank] > means[best] : means[rank] < means[best]) {
                best = rank;
            }
        }
        return best;
    }
}
