package io.regroup.fitters.internal.robust;

import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;

/**
 * The scale of residuals of a group, {@code s = median |z| / Φ⁻¹(3/4)} with {@code z = √w e}, about zero: an estimate of the standard
 * deviation of a row of weight 1, were the rows normal. F. R. Hampel, "The influence curve and its role in robust estimation",
 * J. Amer. Statist. Assoc. 69 (1974) 383–393.
 */
final class RobustScale {

    /** A residual below this share of the targets is rounding. */
    private static final double ROUNDING = 0x1p-48;

    private static final double NEAR = 1.349;

    private final Kernels kernels;
    private final double quartile;
    private double[] sizes = new double[0];
    private double[] targets = new double[0];
    private int count;
    private double largestTarget;
    private double rounding;

    RobustScale(Kernels kernels, double quartile) {
        this.kernels = kernels;
        this.quartile = quartile;
    }

    /**
     * Moves to another group.
     *
     * @param roots those of the group's weights
     */
    void use(GroupRows rows, WeightRoots roots) {
        count = rows.count();
        if (sizes.length < count) {
            sizes = new double[2 * count];
            targets = new double[2 * count];
        }
        double[] y = rows.target();
        int from = rows.from();
        for (int i = 0; i < count; i++) {
            targets[i] = Math.abs(y[from + i]);
        }
        roots.multiply(targets);
        largestTarget = 0;
        for (int i = 0; i < count; i++) {
            largestTarget = Math.max(largestTarget, targets[i]);
        }
    }

    /** Computes the scale of residuals. */
    double of(double[] z) {
        for (int i = 0; i < count; i++) {
            sizes[i] = Math.abs(z[i]);
        }
        return kernels.median(sizes, 0, count) / quartile;
    }

    /**
     * Tells whether a scale is zero but for rounding: half of the rows are fitted as exactly as the digits of their targets
     * allow. Nothing smaller than that can be told from zero.
     *
     * @param s the scale of the residuals z
     */
    boolean isZero(double s, double[] z) {
        if (s > Math.max(Double.MIN_NORMAL, ROUNDING * largestTarget)) {
            return false;
        }
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, isNear(z[i], s) ? targets[i] : 0);
        }
        rounding = Math.max(Double.MIN_NORMAL, ROUNDING * largest);
        return s <= rounding;
    }

    /** Returns the largest scale that counts as zero, after {@link #isZero} has said so. */
    double rounding() {
        return rounding;
    }

    /** Tells whether a residual is no larger than twice the median, as those of more than half of the rows are. */
    static boolean isNear(double z, double s) {
        return Math.abs(z) <= NEAR * s;
    }
}
