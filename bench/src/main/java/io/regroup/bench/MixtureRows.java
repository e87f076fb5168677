package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows drawn from mixtures that are known, sorted by an int key: {@code k}, {@code y}. A single group has the shape of an anonymised column of
 * card transactions, ten components among which is a spike; many groups have three components each, some of which overlap. Each
 * stripe of rows has random numbers of its own, so the number of threads does not matter.
 *
 * @param groups how many groups
 * @param rowsPerGroup rows of each
 */
record MixtureRows(int groups, int rowsPerGroup) implements EqualGroups, JudgedRows {

    private static final long SEED = 0xD1B54A32D192ED03L;
    private static final int STRIPE = 1 << 16;
    private static final int FEW = 3;

    private KnownMixture truth(int group) {
        if (groups == 1) {
            return KnownMixture.CARDS;
        }
        SplittableRandom random = new SplittableRandom(SEED * (group + 1));
        double first = random.nextDouble(0.2, 0.4);
        double second = random.nextDouble(0.2, 0.4);
        double mean = random.nextDouble(-5, 5);
        double middle = mean + random.nextDouble(3, 6);
        return new KnownMixture(
                new double[] {first, second, 1 - first - second},
                new double[] {mean, middle, middle + random.nextDouble(3, 6)},
                random.doubles(FEW, 0.5, 1.5).toArray());
    }

    /** Returns how many components a group has. */
    int components() {
        return groups == 1 ? KnownMixture.CARDS.components() : FEW;
    }

    @Override
    public List<String> columns() {
        return List.of("y");
    }

    /** Scales the number of groups, or the rows of a single one. */
    @Override
    public MixtureRows scaled(double factor) {
        return groups == 1
                ? new MixtureRows(1, Math.max(1, (int) Math.round(rowsPerGroup * factor)))
                : new MixtureRows(Math.max(2, (int) Math.round(groups * factor)), rowsPerGroup);
    }

    @Override
    public Rows generate(int threads) {
        int[] k = new int[rows()];
        double[] y = new double[rows()];
        Workers.run(threads, Math.ceilDiv(rows(), STRIPE), () -> stripe -> fill(stripe, k, y));
        return new Rows().add("k", k).add("y", y);
    }

    private void fill(int stripe, int[] k, double[] y) {
        SplittableRandom random = new SplittableRandom(~SEED * (stripe + 1));
        int from = stripe * STRIPE;
        int to = (int) Math.min(rows(), (long) from + STRIPE);
        int group = from / rowsPerGroup;
        KnownMixture truth = truth(group);
        for (int i = from; i < to; i++) {
            if (i / rowsPerGroup != group) {
                group = i / rowsPerGroup;
                truth = truth(group);
            }
            k[i] = group;
            y[i] = truth.draw(random);
        }
    }

    /** As dense as what rows were drawn from. */
    @Override
    public Answers expected() {
        return new Answers(groups, new double[][] {{1}}, new double[0][]);
    }

    /**
     * Judges mixtures by the rows that they were fitted to.
     *
     * @param rows all rows
     * @param sample places of groups
     * @param parameters for each of these weight, mean and deviation of each component, one after the other; NaN where there are fewer
     *     components; null where nothing was fitted
     * @return one number: how many times as large the geometric mean of the densities is as that of the mixtures that rows were drawn
     *     from
     */
    Answers answers(Rows rows, int[] sample, double[][] parameters) {
        double[] y = rows.doubles("y");
        double gain = 0;
        int counted = 0;
        for (int g = 0; g < parameters.length; g++) {
            if (parameters[g] != null) {
                int from = sample[g] * rowsPerGroup;
                gain += truth(sample[g]).gain(parameters[g], y, from, from + rowsPerGroup);
                counted++;
            }
        }
        return new Answers(groups, new double[][] {{Math.exp(gain / counted / rowsPerGroup)}}, new double[0][]);
    }
}
