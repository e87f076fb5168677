package io.regroup.bench;

import java.util.SplittableRandom;

/**
 * The rows of the origin's comparison of engines: cells of a grid {@code xBin, yBin, zBin}, five rows each, in which three
 * distortions depend on one feature without noise: {@code dX = 2 + 1.1 d}, {@code dY = −1 + 0.8 d},
 * {@code dZ = 0.5 − 0.3 d}. Weights are 1.
 *
 * @param groups how many cells
 * @param rowsPerGroup rows of each
 */
record GridRows(int groups, int rowsPerGroup) implements RowDesign {

    private static final long SEED = 42;

    @Override
    public int rows() {
        return Math.multiplyExact(groups, rowsPerGroup);
    }

    @Override
    public GridRows scaled(double factor) {
        return new GridRows(Math.max(1, (int) Math.round(groups * factor)), rowsPerGroup);
    }

    @Override
    public Rows generate(int threads) {
        int xBins = (int) Math.ceil(Math.cbrt(groups) - 1e-9);
        int yBins = (int) Math.ceil(Math.sqrt((double) groups / xBins) - 1e-9);
        int zBins = (groups + xBins * yBins - 1) / (xBins * yBins);
        SplittableRandom random = new SplittableRandom(SEED);
        int[][] bins = new int[3][rows()];
        double[][] columns = new double[5][rows()];
        for (int at = 0; at < rows(); at++) {
            int cell = at / rowsPerGroup;
            bins[0][at] = cell / (yBins * zBins);
            bins[1][at] = cell / zBins % yBins;
            bins[2][at] = cell % zBins;
            double d = random.nextGaussian();
            columns[0][at] = d;
            columns[1][at] = 2 + 1.1 * d;
            columns[2][at] = -1 + 0.8 * d;
            columns[3][at] = 0.5 - 0.3 * d;
            columns[4][at] = 1;
        }
        return new Rows()
                .add("xBin", bins[0])
                .add("yBin", bins[1])
                .add("zBin", bins[2])
                .add("deltaIDC", columns[0])
                .add("dX", columns[1])
                .add("dY", columns[2])
                .add("dZ", columns[3])
                .add("weight", columns[4]);
    }
}
