package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows for fitters of whole groups, sorted by an int key: {@code k}, {@code x}, {@code y}. Each group has random numbers of its
 * own, so the number of threads does not matter.
 *
 * @param groups how many groups
 * @param rowsPerGroup rows of each
 * @param shape what y is made of
 */
record WholeGroupRows(int groups, int rowsPerGroup, Shape shape) implements EqualGroups {

    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final int STRIPE = 1 << 8;
    private static final double OUTLIERS = 0.05;

    /** What y is made of. */
    enum Shape {
        /** A line with noise of 0.5; a twentieth of the rows is moved by 10, up or down. x is normal. */
        LINE,
        /** {@code amplitude · exp(−x / tau) + offset} with noise of 0.05, x from 0 to 5. */
        DECAY
    }

    @Override
    public List<String> columns() {
        return List.of("x", "y");
    }

    @Override
    public WholeGroupRows scaled(double factor) {
        return new WholeGroupRows(Math.max(1, (int) Math.round(groups * factor)), rowsPerGroup, shape);
    }

    @Override
    public Rows generate(int threads) {
        int[] k = new int[rows()];
        double[] x = new double[rows()];
        double[] y = new double[rows()];
        Workers.run(threads, Math.ceilDiv(groups, STRIPE), () -> stripe -> {
            for (int group = stripe * STRIPE; group < Math.min(groups, (stripe + 1) * STRIPE); group++) {
                fill(group, k, x, y);
            }
        });
        return new Rows().add("k", k).add("x", x).add("y", y);
    }

    private void fill(int group, int[] k, double[] x, double[] y) {
        SplittableRandom random = new SplittableRandom(SEED * (group + 1));
        double first = random.nextDouble();
        double second = random.nextDouble();
        double third = random.nextDouble();
        for (int i = group * rowsPerGroup; i < (group + 1) * rowsPerGroup; i++) {
            k[i] = group;
            switch (shape) {
                case LINE -> {
                    x[i] = random.nextGaussian();
                    y[i] = first + 2 * second * x[i] + 0.5 * random.nextGaussian();
                    if (random.nextDouble() < OUTLIERS) {
                        y[i] += random.nextBoolean() ? 10 : -10;
                    }
                }
                case DECAY -> {
                    x[i] = 5 * random.nextDouble();
                    y[i] = (2 + 2 * first) * Math.exp(-x[i] / (0.5 + second)) + third + 0.05 * random.nextGaussian();
                }
            }
        }
    }
}
