package io.regroup.bench;

import java.util.SplittableRandom;

/**
 * A mixture that rows are drawn from.
 *
 * @param weights of the components, together 1
 * @param means of the components
 * @param deviations of the components
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KnownMixture(double[] weights, double[] means, double[] deviations) {

    /**
     * The shape of an anonymised column of card transactions, ten components among which is a spike: what scikit-learn 1.2.1 finds in that
     * column from its first start, rounded.
     */
    static final KnownMixture CARDS = new KnownMixture(
            new double[] {0.0006, 0.0018, 0.0074, 0.045, 0.1823, 0.1961, 0.1407, 0.2233, 0.0916, 0.1112},
            new double[] {-9.301, -5.807, -3.886, -2.159, -0.823, -0.328, 0.022, 1.102, 1.397, 2.012},
            new double[] {2.4082, 0.5151, 0.3922, 0.4583, 0.5559, 0.001, 0.5121, 0.0751, 0.1777, 0.1218});

    /** Returns the same shape, stretched. */
    KnownMixture stretched(double factor) {
        return new KnownMixture(weights, times(means, factor), times(deviations, factor));
    }

    private static double[] times(double[] numbers, double factor) {
        double[] products = numbers.clone();
        for (int i = 0; i < products.length; i++) {
            products[i] *= factor;
        }
        return products;
    }

    int components() {
        return weights.length;
    }

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

    /**
     * Says by how much a mixture fits better than this one.
     *
     * @param parameters as in {@link #parameters}, NaN where there are fewer components
     * @param y has the values
     * @param from the first of them
     * @param to the one after the last
     * @return the sum over the values of the logarithms of the densities' ratio
     */
    double gain(double[] parameters, double[] y, int from, int to) {
        return logDensity(parameters, y, from, to) - logDensity(parameters(), y, from, to);
    }

    private static double logDensity(double[] parameters, double[] y, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
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
