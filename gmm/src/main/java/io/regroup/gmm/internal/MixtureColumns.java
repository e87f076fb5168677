package io.regroup.gmm.internal;

import java.util.ArrayList;
import java.util.List;

/** The columns in which a mixture per group is reported. Where there are fewer components than columns, the last ones are empty. */
final class MixtureColumns {

    static final String ITERATIONS = "iterations";

    private MixtureColumns() {}

    static List<String> names(Shape shape, List<String> columns) {
        List<String> names = new ArrayList<>(List.of("components", "log_likelihood", ITERATIONS, "bic", "aic"));
        int d = shape.dimensions();
        for (int k = 1; k <= shape.most(); k++) {
            names.add("weight_" + k);
            for (int a = 0; a < d; a++) {
                names.add("mean_" + k + suffix(d, columns.get(a)));
            }
            for (int a = 0; a < d; a++) {
                names.add("sd_" + k + suffix(d, columns.get(a)));
                for (int b = 0; b < a && !shape.diagonal(); b++) {
                    names.add("covariance_" + k + suffix(d, columns.get(a)) + suffix(d, columns.get(b)));
                }
            }
        }
        return List.copyOf(names);
    }

    private static String suffix(int d, String column) {
        return d == 1 ? "" : "_" + column;
    }

    /**
     * Writes what {@link #names} names.
     *
     * @param units what one of each dimension's numbers is worth
     */
    static void write(Estimate estimate, double[] units, Course course, double weight, double[] extras) {
        Shape shape = estimate.shape;
        int d = shape.dimensions();
        double logLikelihood = course.logLikelihood;
        for (double unit : units) {
            logLikelihood -= unit == 1 ? 0 : weight * Math.log(unit);
        }
        int free = shape.freeParameters(estimate.components);
        extras[0] = estimate.components;
        extras[1] = logLikelihood;
        extras[2] = course.iterations;
        extras[3] = bic(logLikelihood, free, weight);
        extras[4] = aic(logLikelihood, free);
        int place = 5;
        for (int k = 0; k < estimate.components; k++) {
            extras[place++] = estimate.weights[k];
            for (int a = 0; a < d; a++) {
                extras[place++] = estimate.means[k * d + a] * units[a];
            }
            int matrix = k * shape.matrixWidth();
            for (int a = 0; a < d; a++) {
                extras[place++] = Math.sqrt(estimate.matrices[matrix + shape.variance(a)]) * units[a];
                for (int b = 0; b < a && !shape.diagonal(); b++) {
                    extras[place++] = estimate.matrices[matrix + Packed.index(a, b)] * units[a] * units[b];
                }
            }
        }
    }

    static double bic(double logLikelihood, int freeParameters, double weight) {
        return freeParameters * Math.log(weight) - 2 * logLikelihood;
    }

    static double aic(double logLikelihood, int freeParameters) {
        return 2 * freeParameters - 2 * logLikelihood;
    }
}
