package io.regroup.bench;

import java.util.SplittableRandom;

/**
 * The rows of the origin's main suite: two targets on one feature, groups {@code g0} of equal size; {@code g1} (0 … 9) and
 * {@code g2} (0 … 4) are drawn for each row, so that grouping by all three gives many more cells than groups, most of them
 * of one row. {@code y1 = a + b·x + N(0, 0.5)}, {@code y2 = (a − 0.2) + 0.5·b·x + N(0, 0.5)} with {@code b ~ N(1.5, 0.2)}
 * and {@code a ~ N(0, 0.5)} per group; in outliers N(0, magnitude) is added to both targets. Weights are 1.
 *
 * @param groups how many g0
 * @param rowsPerGroup rows of each
 * @param outliers share of rows
 * @param magnitude standard deviation of what is added to them
 */
record OriginRows(int groups, int rowsPerGroup, double outliers, double magnitude) implements RowDesign {

    private static final long SEED = 7;

    @Override
    public int rows() {
        return Math.multiplyExact(groups, rowsPerGroup);
    }

    @Override
    public OriginRows scaled(double factor) {
        return new OriginRows(Math.max(1, (int) Math.round(groups * factor)), rowsPerGroup, outliers, magnitude);
    }

    /** Draws one number after another, so that it does not matter how many threads there are: the suites are small. */
    @Override
    public Rows generate(int threads) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] g0 = new int[rows()];
        int[] g1 = new int[rows()];
        int[] g2 = new int[rows()];
        double[] x = new double[rows()];
        double[] y1 = new double[rows()];
        double[] y2 = new double[rows()];
        double[] weight = new double[rows()];
        for (int group = 0; group < groups; group++) {
            double slope = random.nextGaussian(1.5, 0.2);
            double intercept = random.nextGaussian(0, 0.5);
            for (int at = group * rowsPerGroup; at < (group + 1) * rowsPerGroup; at++) {
                g0[at] = group;
                g1[at] = random.nextInt(10);
                g2[at] = random.nextInt(5);
                x[at] = random.nextGaussian();
                y1[at] = intercept + slope * x[at] + random.nextGaussian(0, 0.5);
                y2[at] = intercept - 0.2 + 0.5 * slope * x[at] + random.nextGaussian(0, 0.5);
                if (random.nextDouble() < outliers) {
                    y1[at] += random.nextGaussian(0, magnitude);
                    y2[at] += random.nextGaussian(0, magnitude);
                }
                weight[at] = 1;
            }
        }
        return new Rows()
                .add("g0", g0)
                .add("g1", g1)
                .add("g2", g2)
                .add("x", x)
                .add("y1", y1)
                .add("y2", y2)
                .add("wFit", weight);
    }
}
