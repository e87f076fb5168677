package io.regroup.api.engine;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a fit that follow from its residuals, the same for every fitter. Squares are taken of values scaled by
 * powers of two, which costs no digits, so that they neither overflow nor vanish before the result itself does.
 */
final class FitStatistics {

    private double chi2;
    private double rms;
    private double r2;

    /** Returns Σ w e². */
    double chi2() {
        return chi2;
    }

    /** Returns sqrt(Σ w e² / free), NaN if free is not positive. */
    double rms() {
        return rms;
    }

    /** Returns 1 − Σ w e² / Σ w (y − ȳ)², NaN if the target does not vary. */
    double r2() {
        return r2;
    }

    /**
     * Computes all three.
     *
     * @param rows the rows that were fitted
     * @param residuals that of row {@code from() + i} at {@code i}
     * @param free the number of rows less the number of estimated coefficients
     * @param centred whether the target varies about its weighted mean, or about zero
     */
    void compute(GroupRows rows, double[] residuals, int free, boolean centred) {
        double[] weights = rows.weight();
        int from = rows.from();
        int count = rows.count();
        // even, so that its root is a power of two as well
        int weightExponent = weights == null ? 0 : exponent(weights, from, count) & ~1;
        int residualExponent = exponent(residuals, 0, count);
        double weightScale = Math.scalb(1.0, -weightExponent);
        double residualScale = Math.scalb(1.0, -residualExponent);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double e = residuals[i] * residualScale;
            squares += weights == null ? e * e : weights[from + i] * weightScale * e * e;
        }
        chi2 = Math.scalb(squares, weightExponent + 2 * residualExponent);
        rms = free > 0 ? Math.scalb(Math.sqrt(squares / free), weightExponent / 2 + residualExponent) : Double.NaN;
        int targetExponent = exponent(rows.target(), from, count);
        double total = totalSquares(rows, weights, weightScale, Math.scalb(1.0, -targetExponent), centred);
        r2 = total > 0 ? 1 - Math.scalb(squares / total, 2 * (residualExponent - targetExponent)) : Double.NaN;
    }

    /**
     * Returns sqrt(Σ v² / free) of some values.
     *
     * @param values those to choose from, from the first on
     * @param chosen 1 for those that count, 0 for others; null for all
     * @param count how many there are to choose from
     * @param free what the squares are divided by, above 0
     */
    static double rootMeanSquare(double[] values, double @Nullable [] chosen, int count, int free) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double size = Math.abs(values[i]);
            largest = chosen == null || chosen[i] > 0 ? Math.max(largest, size) : largest;
        }
        int exponent = Math.clamp(Math.getExponent(largest), Double.MIN_EXPONENT, Double.MAX_EXPONENT);
        double scale = Math.scalb(1.0, -exponent);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double v = values[i] * scale;
            squares += chosen == null || chosen[i] > 0 ? v * v : 0;
        }
        return Math.scalb(Math.sqrt(squares / free), exponent);
    }

    /** Returns the exponent of the largest absolute value, at least that of the smallest normal number. */
    private static int exponent(double[] values, int from, int count) {
        double largest = Double.MIN_NORMAL;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return Math.min(Math.getExponent(largest), Double.MAX_EXPONENT);
    }

    /**
     * Returns the scaled total sum of squares of the target.
     *
     * <p>The mean is found in two steps, about the first value and then about the first mean, so that a large offset of
     * the target costs no digits.
     */
    private static double totalSquares(
            GroupRows rows, double @Nullable [] weights, double weightScale, double scale, boolean centred) {
        double[] y = rows.target();
        int from = rows.from();
        int to = rows.to();
        double pivot = centred ? y[from] * scale : 0;
        double sumW = 0;
        double sum = 0;
        for (int i = from; i < to; i++) {
            double w = weights == null ? 1 : weights[i] * weightScale;
            sumW += w;
            sum += w * (y[i] * scale - pivot);
        }
        double mean = centred ? sum / sumW : 0;
        double squares = 0;
        double rest = 0;
        for (int i = from; i < to; i++) {
            double w = weights == null ? 1 : weights[i] * weightScale;
            double d = (y[i] * scale - pivot) - mean;
            squares += w * d * d;
            rest += w * d;
        }
        return centred ? squares - rest * rest / sumW : squares;
    }
}
