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
record MixtureRows(int groups, int rowsPerGroup) implements EqualGroups {

    private static final long SEED = 0xD1B54A32D192ED03L;
    private static final int STRIPE = 1 << 16;
    private static final int FEW = 3;

    /** What scikit-learn 1.2.1 finds in that column from its first start, rounded. */
    private static final Truth COLUMN = new Truth(
            new double[] {0.0006, 0.0018, 0.0074, 0.045, 0.1823, 0.1961, 0.1407, 0.2233, 0.0916, 0.1112},
            new double[] {-9.301, -5.807, -3.886, -2.159, -0.823, -0.328, 0.022, 1.102, 1.397, 2.012},
            new double[] {2.4082, 0.5151, 0.3922, 0.4583, 0.5559, 0.001, 0.5121, 0.0751, 0.1777, 0.1218});

    /** The mixture of a group. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Truth(double[] weights, double[] means, double[] deviations) {

        double draw(SplittableRandom random) {
            double u = random.nextDouble();
            int component = 0;
            while (component < weights.length - 1 && u >= weights[component]) {
                u -= weights[component++];
            }
            return means[component] + deviations[component] * random.nextGaussian();
        }

        /** Returns weight, mean and deviation of each component, one after the other. */
        double[] parameters() {
            double[] parameters = new double[3 * weights.length];
            for (int k = 0; k < weights.length; k++) {
                parameters[3 * k] = weights[k];
                parameters[3 * k + 1] = means[k];
                parameters[3 * k + 2] = deviations[k];
            }
            return parameters;
        }
    }

    private Truth truth(int group) {
        if (groups == 1) {
            return COLUMN;
        }
        SplittableRandom random = new SplittableRandom(SEED * (group + 1));
        double first = random.nextDouble(0.2, 0.4);
        double second = random.nextDouble(0.2, 0.4);
        double mean = random.nextDouble(-5, 5);
        double middle = mean + random.nextDouble(3, 6);
        return new Truth(
                new double[] {first, second, 1 - first - second},
                new double[] {mean, middle, middle + random.nextDouble(3, 6)},
                random.doubles(FEW, 0.5, 1.5).toArray());
    }

    /** Returns how many components a group has. */
    int components() {
        return groups == 1 ? COLUMN.weights.length : FEW;
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
        Truth truth = truth(group);
        for (int i = from; i < to; i++) {
            if (i / rowsPerGroup != group) {
                group = i / rowsPerGroup;
                truth = truth(group);
            }
            k[i] = group;
            y[i] = truth.draw(random);
        }
    }

    /** Returns the right answers for {@link #answers}: as dense as what rows were drawn from. */
    Answers expected() {
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
                double[] truth = truth(sample[g]).parameters();
                gain += logDensity(y, from, parameters[g]) - logDensity(y, from, truth);
                counted++;
            }
        }
        return new Answers(groups, new double[][] {{Math.exp(gain / counted / rowsPerGroup)}}, new double[0][]);
    }

    private double logDensity(double[] y, int from, double[] parameters) {
        double sum = 0;
        for (int i = from; i < from + rowsPerGroup; i++) {
            double density = 0;
            for (int k = 0; k < parameters.length && parameters[k] > 0; k += 3) {
                double z = (y[i] - parameters[k + 1]) / parameters[k + 2];
                density += parameters[k] / parameters[k + 2] * Math.exp(-0.5 * z * z);
            }
            sum += Math.log(density / Math.sqrt(2 * Math.PI));
        }
        return sum;
    }
}
