package io.regroup.api.engine;

import io.regroup.api.FitStatus;
import io.regroup.api.SigmaCut;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import java.util.List;

/**
 * Rejects rows by the scale of the residuals {@code r = √w e} until the rows that are kept stay the same: a row is kept if
 * {@code |r| ≤ K s}. Every fit judges all rows anew, so that rows may come back.
 */
final class SigmaCutFitter extends RejectingFitter {

    /** How often a group is fitted again at most. */
    static final int MOST_REFITS = 10;

    /** The rule's own columns. */
    static final List<String> EXTRAS = List.of("refits", "usable", "rejected_share", "cut");

    /** What the rule may say of a group. */
    static final List<String> REASONS = List.of(
            "the rows kept by the sigma cut still changed after " + MOST_REFITS + " refits",
            "the sigma cut would have kept too few rows and was not made");

    static final int UNSETTLED = 0;
    static final int TOO_FEW = 1;

    /** The standard deviation of normal errors over their median absolute deviation. */
    private static final double SIGMAS_PER_MAD = 1.4826;

    /** A scale of so many times the largest target is made of rounding errors. */
    static final double ROUNDING = 0x1p-48;

    /** A sum of squares above this has lost none of the large ones to underflow. */
    private static final double LEAST_SQUARES = 0x1p-900;

    private final SigmaCut cut;
    private final int fewest;
    private final Kernels kernels;
    private double[] roots = new double[0];
    private double[] scaled = new double[0];
    private double[] scratch = new double[0];
    private double limit;

    /**
     * Makes a fitter for one thread.
     *
     * @param program what is fitted
     * @param cut the rule, by mad or rms
     * @param fewest how many rows must be kept
     * @param kernels the engine's arithmetic
     */
    SigmaCutFitter(FitProgram program, SigmaCut cut, int fewest, Kernels kernels) {
        super(program, kernels);
        this.cut = cut;
        this.fewest = fewest;
        this.kernels = kernels;
    }

    @Override
    void reserve(int rows) {
        super.reserve(rows);
        if (scaled.length < rows) {
            int length = Math.max(rows, 2 * scaled.length);
            roots = new double[length];
            scaled = new double[length];
            scratch = new double[length];
        }
    }

    @Override
    FitStatus reject(GroupRows rows, FitStatus first) {
        FitStatus status = first;
        takeRoots(rows);
        double surelyMore = surelyMoreThanDust(rows);
        limit = Double.NaN;
        while (status.isFitted()) {
            double[] r = scaledResiduals(rows);
            double scale = cut.mode() == SigmaCut.Mode.RMS ? rms(r, rows.count()) : deviation(r, rows.count());
            if (!(scale > surelyMore) && !(scale > ROUNDING * largestTarget(rows))) {
                return status;
            }
            double next = cut.limit() * scale;
            int keeps = kernels.mark(r, rows.count(), next, kept(), verdicts());
            if (keeps < 0) {
                limit = next;
                return status;
            }
            if (keeps < fewest) {
                reason(TOO_FEW);
                return status;
            }
            if (refits() == MOST_REFITS) {
                reason(UNSETTLED);
                return unsettled(status);
            }
            status = refit(rows, keeps);
        }
        return status;
    }

    /** Returns the status of a fit of rows that have not settled. */
    static FitStatus unsettled(FitStatus status) {
        return status == FitStatus.RANK_DEFICIENT ? status : FitStatus.NOT_CONVERGED;
    }

    private void takeRoots(GroupRows rows) {
        double[] weights = rows.weight();
        for (int i = 0; weights != null && i < rows.count(); i++) {
            roots[i] = Math.sqrt(weights[rows.from() + i]);
        }
    }

    /**
     * Returns what rounding errors do not exceed, from a sum of squares: quicker to find than the largest target. Infinite where
     * squares overflow or vanish.
     */
    private double surelyMoreThanDust(GroupRows rows) {
        if (rows.weight() != null) {
            return Double.POSITIVE_INFINITY;
        }
        double squares = kernels.sumOfSquares(rows.target(), rows.from(), rows.to());
        return squares > LEAST_SQUARES ? ROUNDING * Math.sqrt(squares) : Double.POSITIVE_INFINITY;
    }

    private double largestTarget(GroupRows rows) {
        double[] y = rows.target();
        double largest = 0;
        for (int i = 0; i < rows.count(); i++) {
            double size = Math.abs(y[rows.from() + i]);
            largest = Math.max(largest, rows.weight() == null ? size : roots[i] * size);
        }
        return largest;
    }

    private double[] scaledResiduals(GroupRows rows) {
        double[] e = residuals();
        if (rows.weight() == null) {
            return e;
        }
        for (int i = 0; i < rows.count(); i++) {
            scaled[i] = roots[i] * e[i];
        }
        return scaled;
    }

    /** Returns 1.4826 times the median of |r − median r|. */
    private double deviation(double[] r, int rows) {
        System.arraycopy(r, 0, scratch, 0, rows);
        double median = kernels.median(scratch, 0, rows);
        for (int i = 0; i < rows; i++) {
            scratch[i] = Math.abs(r[i] - median);
        }
        return SIGMAS_PER_MAD * kernels.median(scratch, 0, rows);
    }

    /** Returns sqrt(Σ r² / (n − p)) over the rows that are kept, NaN for n = p. */
    private double rms(double[] r, int rows) {
        if (lastFit().reportsRows()) {
            return lastFit().rms();
        }
        int free = count() - lastFit().estimated();
        if (free <= 0) {
            return Double.NaN;
        }
        return reportsStatistics() ? lastFit().deviation(free) : FitStatistics.rootMeanSquare(r, kept(), rows, free);
    }

    @Override
    void describe(GroupRows rows, double[] extras, int at) {
        extras[at] = refits();
        extras[at + 1] = rows.count();
        extras[at + 2] = (double) (rows.count() - count()) / rows.count();
        extras[at + 3] = limit;
    }
}
