package io.regroup.api.engine;

import io.regroup.api.FitStatus;
import io.regroup.api.SigmaCut;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import java.util.List;

/**
 * Rejects rows once, by the rule of the Python predecessor: a row is kept if {@code |e| ≤ K median |e|}, weights or not, and what is
 * kept is fitted once more even if that is everything. Where the median is no larger than rounding errors of the target, there is nothing
 * to judge by.
 */
final class OnePassFitter extends RejectingFitter {

    /** The rule's own columns. */
    static final List<String> EXTRAS = List.of("refits", "usable", "rejected_share", "rms_all", "mad_all");

    private final SigmaCut cut;
    private final int fewest;
    private final Kernels kernels;
    private double[] sizes = new double[0];

    /**
     * Makes a fitter for one thread.
     *
     * @param program what is fitted
     * @param cut the rule
     * @param fewest how many rows must be kept
     * @param kernels the engine's arithmetic
     */
    OnePassFitter(FitProgram program, SigmaCut cut, int fewest, Kernels kernels) {
        super(program, kernels);
        this.cut = cut;
        this.fewest = fewest;
        this.kernels = kernels;
    }

    @Override
    void reserve(int rows) {
        super.reserve(rows);
        if (sizes.length < rows) {
            sizes = new double[Math.max(rows, 2 * sizes.length)];
        }
    }

    @Override
    FitStatus reject(GroupRows rows, FitStatus status) {
        double median = medianSize(rows.count());
        if (!(median > SigmaCutFitter.ROUNDING * largestTarget(rows))) {
            return status;
        }
        int keeps = kernels.mark(residuals(), rows.count(), cut.limit() * median, kept(), verdicts());
        // all rows were kept before
        keeps = keeps < 0 ? rows.count() : keeps;
        return keeps < fewest ? status : refit(rows, keeps);
    }

    private static double largestTarget(GroupRows rows) {
        double[] y = rows.target();
        double largest = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            largest = Math.max(largest, Math.abs(y[i]));
        }
        return largest;
    }

    private double medianSize(int rows) {
        for (int i = 0; i < rows; i++) {
            sizes[i] = Math.abs(residuals()[i]);
        }
        return kernels.median(sizes, 0, rows);
    }

    @Override
    void describe(GroupRows rows, double[] extras, int at) {
        extras[at] = refits();
        extras[at + 1] = rows.count();
        extras[at + 2] = (double) (rows.count() - count()) / rows.count();
        extras[at + 3] = FitStatistics.rootMeanSquare(residuals(), null, rows.count(), rows.count());
        extras[at + 4] = medianSize(rows.count());
    }
}
