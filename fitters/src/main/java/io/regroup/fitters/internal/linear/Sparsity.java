package io.regroup.fitters.internal.linear;

import java.util.Arrays;

/**
 * Estimates the sparsity, 1 over the density of residuals at their quantile τ: the slope of the residuals nearest to 0 in the share of
 * rows below them, by least absolute deviations. How many are used is Hall and Sheather's bandwidth (J. R. Statist. Soc. B 50 (1988)
 * 381–391) for a level of 5 %. This is what R's {@code quantreg::summary.rq(se = "iid")} does, after R. Koenker and G. Bassett.
 */
final class Sparsity {

    private static final double LEVEL = 0.05;

    private final double bandwidth;
    private final ElementalDescent line = new ElementalDescent(0.5);
    private double[] sizes = new double[0];
    private double[] used = new double[0];
    private double[] guess = new double[0];
    private double[] ones = new double[0];
    private double[] place = new double[0];
    private int[] items = new int[0];

    Sparsity(double tau) {
        double quantile = Normal.quantile(tau);
        double density = Normal.density(quantile);
        this.bandwidth = Math.pow(Normal.quantile(1 - LEVEL / 2), 2.0 / 3)
                * Math.cbrt(1.5 * density * density / (2 * quantile * quantile + 1));
    }

    /**
     * Estimates.
     *
     * @param residuals times weights, from 0 on
     * @param count how many
     * @param coefficients how many coefficients were estimated
     * @param zeros how many residuals are 0
     * @return the sparsity; NaN if there are too few rows for the bandwidth
     */
    double of(double[] residuals, int count, int coefficients, int zeros) {
        int nearest = 1 + Math.max(coefficients + 1, (int) Math.ceil(count * (bandwidth / Math.cbrt(count))));
        if (zeros + nearest > count || nearest < 3) {
            return Double.NaN;
        }
        makeRoom(count);
        for (int i = 0; i < count; i++) {
            items[i] = i;
            sizes[i] = Math.abs(residuals[i]);
        }
        order(count, zeros);
        order(count, zeros + nearest);
        for (int k = 0; k < nearest; k++) {
            used[k] = residuals[items[zeros + k]];
        }
        Arrays.sort(used, 0, nearest);
        double largest = Math.max(Math.abs(used[0]), Math.abs(used[nearest - 1]));
        double scale = Math.scalb(1.0, Math.getExponent(largest));
        double middle = (nearest - 1) / 2.0;
        for (int k = 0; k < nearest; k++) {
            used[k] /= scale;
            place[k] = (k - middle) / nearest;
        }
        double slope = (used[nearest - 1] - used[0]) / (place[nearest - 1] - place[0]);
        for (int k = 0; k < nearest; k++) {
            guess[k] = used[k] - slope * place[k];
        }
        line.minimise(2, nearest, new double[][] {ones, place}, used, ones, guess);
        return line.solution(1) * scale / nearest * (count - coefficients);
    }

    private void makeRoom(int count) {
        if (sizes.length < count) {
            int length = Math.max(count, 2 * sizes.length);
            sizes = new double[length];
            used = new double[length];
            guess = new double[length];
            place = new double[length];
            items = new int[length];
            ones = new double[length];
            Arrays.fill(ones, 1);
        }
    }

    /** Brings the smallest so many to the front. */
    private void order(int count, int smallest) {
        if (smallest > 0 && smallest < count) {
            WeightedSelection.select(items, count, sizes, ones, smallest);
        }
    }
}
