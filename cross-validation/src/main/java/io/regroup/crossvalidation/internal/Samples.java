package io.regroup.crossvalidation.internal;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Makes the rows of groups: correlated features of different sizes, targets that they explain in part. */
public final class Samples {

    private final SplittableRandom random;

    public Samples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public SplittableRandom random() {
        return random;
    }

    /** Well-behaved rows: condition numbers of a few units unless rows are hardly more than terms. */
    public Sample plain(String label, int rows, int features, int targets, boolean weighted) {
        double[][] x = new double[features][];
        for (int j = 0; j < features; j++) {
            x[j] = normal(rows, 3.0 * j - 4, 1 << j);
            for (int i = 0; i < rows && j > 0; i++) {
                x[j][i] += 0.5 * x[j - 1][i];
            }
        }
        double[][] y = new double[targets][];
        for (int t = 0; t < targets; t++) {
            y[t] = target(x, rows, 10.0 * t + 1, 0.3);
        }
        return new Sample(label, x, y, weighted ? weights(rows) : null);
    }

    /** {@code constant + x1 − 2 x2 + 3 x3 … + noise}. */
    public double[] target(double[][] x, int rows, double constant, double noise) {
        double[] y = normal(rows, constant, noise);
        for (int j = 0; j < x.length; j++) {
            double slope = j % 2 == 0 ? j + 1 : -j - 1;
            for (int i = 0; i < rows; i++) {
                y[i] += slope * x[j][i];
            }
        }
        return y;
    }

    public double[] normal(int rows, double mean, double deviation) {
        double[] values = new double[rows];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return values;
    }

    public double[] weights(int rows) {
        double[] weights = new double[rows];
        Arrays.setAll(weights, i -> random.nextDouble(0.1, 4));
        return weights;
    }

    /**
     * Columns of one group: values from a grid of four integers, so that dependent, constant and exactly fitted features are
     * frequent, or from all numbers; a fourth of the columns about 1e6.
     *
     * @param missing the share of values that are NaN
     */
    public double[][] columns(int columns, int rows, boolean grid, double missing) {
        double[][] values = new double[columns][rows];
        for (double[] column : values) {
            double offset = random.nextInt(4) == 0 ? 1e6 : 0;
            for (int i = 0; i < rows; i++) {
                column[i] = offset + (grid ? random.nextInt(4) : random.nextGaussian());
                column[i] = random.nextDouble() < missing ? Double.NaN : column[i];
            }
        }
        return values;
    }

    public static double[] constant(int rows, double value) {
        double[] values = new double[rows];
        Arrays.fill(values, value);
        return values;
    }

    public static double[] map(double[] values, DoubleUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }

    /** A random permutation. */
    public int[] shuffled(int[] values) {
        int[] shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        return shuffled;
    }
}
