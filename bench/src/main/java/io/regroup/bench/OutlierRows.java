package io.regroup.bench;

import java.util.SplittableRandom;

/**
 * The rows of the origin's suite for its robust engine: {@code y = 2·x1 + 3·x2 + N(0, 1)}, rows of all groups in random
 * order, a second key equal to the first; exactly ⌊share · rows⌋ outliers, moved by the magnitude up or down.
 *
 * @param groups how many groups
 * @param rowsPerGroup rows of each
 * @param outliers share of rows
 * @param magnitude how far they are moved
 */
record OutlierRows(int groups, int rowsPerGroup, double outliers, double magnitude) implements RowDesign {

    private static final long SEED = 7;
    private static final long OUTLIER_SEED = SEED + 1337;

    @Override
    public int rows() {
        return Math.multiplyExact(groups, rowsPerGroup);
    }

    @Override
    public OutlierRows scaled(double factor) {
        return new OutlierRows(Math.max(1, (int) Math.round(groups * factor)), rowsPerGroup, outliers, magnitude);
    }

    @Override
    public Rows generate(int threads) {
        int n = rows();
        SplittableRandom random = new SplittableRandom(SEED);
        SplittableRandom shifts = new SplittableRandom(OUTLIER_SEED);
        Shuffle order = new Shuffle(n);
        int[] group = new int[n];
        double[] x1 = new double[n];
        double[] x2 = new double[n];
        double[] y = new double[n];
        double[] weight = new double[n];
        for (int at = 0; at < n; at++) {
            group[at] = (int) order.at(at) / rowsPerGroup;
            // the origin has these in single precision
            x1[at] = (float) random.nextGaussian();
            x2[at] = (float) random.nextGaussian();
            y[at] = 2 * x1[at] + 3 * x2[at] + random.nextGaussian();
            weight[at] = 1;
        }
        Shuffle chosen = new Shuffle(n);
        for (int i = 0; i < (int) (outliers * n); i++) {
            y[(int) chosen.at(n - 1 - i)] += shifts.nextBoolean() ? magnitude : -magnitude;
        }
        return new Rows()
                .add("group1", group)
                .add("group2", group)
                .add("x1", x1)
                .add("x2", x2)
                .add("y", y)
                .add("weight", weight);
    }
}
