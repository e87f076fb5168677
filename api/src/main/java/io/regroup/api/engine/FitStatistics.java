package io.regroup.api.engine;

import io.regroup.api.spi.GroupRows;

/** Statistics of a fit that follow from its residuals, the same for every fitter. */
final class FitStatistics {

    private FitStatistics() {}

    /** Returns Σ w e², the residual of row {@code from() + i} being {@code residuals[i]}. */
    static double chi2(GroupRows rows, double[] residuals) {
        double[] weights = rows.weight();
        int from = rows.from();
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            double e = residuals[i];
            sum += weights == null ? e * e : weights[from + i] * e * e;
        }
        return sum;
    }

    /**
     * Returns the total sum of squares of the target: about its weighted mean, or about zero.
     *
     * <p>The mean is found in two steps, about the first value and then about the first mean, so that a large offset of
     * the target costs no digits.
     */
    static double totalSquares(GroupRows rows, boolean centred) {
        double[] y = rows.target();
        double[] weights = rows.weight();
        double pivot = centred && rows.count() > 0 ? y[rows.from()] : 0;
        double sumW = 0;
        double sum = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            double w = weights == null ? 1 : weights[i];
            sumW += w;
            sum += w * (y[i] - pivot);
        }
        double mean = centred ? sum / sumW : 0;
        double squares = 0;
        double rest = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            double w = weights == null ? 1 : weights[i];
            double d = (y[i] - pivot) - mean;
            squares += w * d * d;
            rest += w * d;
        }
        return centred ? squares - rest * rest / sumW : squares;
    }
}
