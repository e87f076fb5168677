package io.regroup.fitters.internal.linear;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import java.util.Arrays;

/** Fits Theil and Sen's line, group after group. */
final class TheilSenGroups implements GroupFitter {

    private final Kernels kernels;
    private final double deviations;
    private final PairSlopes slopes = new PairSlopes();
    private double[] values = new double[0];

    /**
     * Makes a fitter.
     *
     * @param kernels finds medians
     * @param deviations half the width of the slope's bounds, in standard deviations
     */
    TheilSenGroups(Kernels kernels, double deviations) {
        this.kernels = kernels;
        this.deviations = deviations;
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        double[] x = rows.feature(0);
        double[] y = rows.target();
        int from = rows.from();
        int count = rows.count();
        if (values.length < count) {
            values = new double[Math.max(count, 2 * values.length)];
        }
        slopes.use(x, y, from, count);
        double[] coefficients = out.coefficients();
        if (slopes.size() == 0) {
            System.arraycopy(y, from, values, 0, count);
            coefficients[0] = kernels.median(values, 0, count);
            return FitStatus.RANK_DEFICIENT;
        }
        double slope = median();
        double centre = x[from];
        for (int i = 0; i < count; i++) {
            values[i] = Math.fma(-slope, x[from + i] - centre, y[from + i]);
        }
        double[] residuals = out.residuals(count);
        System.arraycopy(values, 0, residuals, 0, count);
        double level = kernels.median(values, 0, count);
        for (int i = 0; i < count; i++) {
            residuals[i] -= level;
        }
        coefficients[0] = Math.fma(-slope, centre, level);
        coefficients[1] = slope;
        if (!Double.isFinite(coefficients[0]) || !Double.isFinite(slope)) {
            return FitStatus.FAILED;
        }
        out.keepResiduals();
        storeBounds(y, from, count, out.extras());
        return FitStatus.OK;
    }

    private double median() {
        long size = slopes.size();
        if (size <= PairSlopes.MOST_LISTED) {
            return kernels.median(slopes.list(), 0, (int) size);
        }
        double lower = slopes.ofRank((size - 1) / 2);
        double upper = slopes.ofRank(size / 2);
        return lower == upper ? lower : lower / 2 + upper / 2;
    }

    /** The slopes whose ranks are as far from the middle as Kendall's score varies, Sen (1968), equation 2.6. */
    private void storeBounds(double[] y, int from, int count, double[] extras) {
        System.arraycopy(y, from, values, 0, count);
        Arrays.sort(values, 0, count);
        double cubes = (double) count * (count - 1) * (2.0 * count + 5) - slopes.tiesCubed();
        for (int start = 0; start < count; ) {
            int end = start + 1;
            while (end < count && values[end] == values[start]) {
                end++;
            }
            double ties = end - start;
            cubes -= ties * (ties - 1) * (2 * ties + 5);
            start = end;
        }
        if (!(cubes >= 0)) {
            return;
        }
        double half = deviations * Math.sqrt(cubes / 18);
        long size = slopes.size();
        long low = Math.max((long) Math.rint((size - half) / 2) - 1, 0);
        long high = Math.min((long) Math.rint((size + half) / 2), size - 1);
        extras[0] = slopes.ofRank(low);
        extras[1] = slopes.ofRank(high);
    }
}
