package io.regroup.gmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures that rows were drawn from are found again, wherever they lie and whatever their unit. */
class RecoveryTest {

    private static final int ROWS = 40_000;

    /** What rows are drawn from, and how far the answer may be away, in deviations. */
    enum Known {
        SEPARATED(new double[] {0.3, 0.5, 0.2}, new double[] {-10, 0, 12}, new double[] {1, 2, 0.5}, 0.1),
        OVERLAPPING(new double[] {0.5, 0.5}, new double[] {0, 2.5}, new double[] {1, 1}, 0.15),
        NESTED(new double[] {0.6, 0.4}, new double[] {0, 0}, new double[] {1, 10}, 0.15),
        UNEQUAL(new double[] {0.002, 0.998}, new double[] {-9, 0}, new double[] {0.3, 1}, 0.3);

        final double[] weights;
        final double[] means;
        final double[] deviations;
        final double tolerance;

        Known(double[] weights, double[] means, double[] deviations, double tolerance) {
            this.weights = weights;
            this.means = means;
            this.deviations = deviations;
            this.tolerance = tolerance;
        }

        double[] draw(long seed, double offset, double scale) {
            Random random = new Random(seed);
            return IntStream.range(0, ROWS)
                    .mapToDouble(i -> {
                        double place = random.nextDouble();
                        int k = 0;
                        while (k < weights.length - 1 && place >= weights[k]) {
                            place -= weights[k++];
                        }
                        return offset + scale * (means[k] + deviations[k] * random.nextGaussian());
                    })
                    .toArray();
        }
    }

    private static void assertFound(Known known, double offset, double scale) {
        for (long seed = 1; seed <= 3; seed++) {
            Table table =
                    Table.builder().column("x", known.draw(seed, offset, scale)).build();
            MixtureSpec spec = MixtureSpec.builder()
                    .components(known.weights.length)
                    .tolerance(1e-7)
                    .maxIterations(2000)
                    .seed(seed)
                    .build();
            MixtureFit fit = Mixtures.fit(table, List.of("x"), null, spec, RunOptions.defaults());
            assertThat(fit.converged()).isTrue();
            for (int k = 0; k < known.weights.length; k++) {
                int found = nearest(fit.mixture(), known, k, offset, scale);
                double deviation = scale * known.deviations[k];
                assertThat(fit.mixture().weight(found))
                        .as("weight %d of %s, seed %d", k, known, seed)
                        .isCloseTo(known.weights[k], within(0.1 * Math.min(known.weights[k], 0.3) + 0.0005));
                assertThat(fit.mixture().mean(found)[0])
                        .as("mean %d of %s, seed %d", k, known, seed)
                        .isCloseTo(offset + scale * known.means[k], within(known.tolerance * deviation));
                assertThat(fit.mixture().deviation(found, 0))
                        .as("deviation %d of %s, seed %d", k, known, seed)
                        .isCloseTo(deviation, within(known.tolerance * deviation));
            }
        }
    }

    /** Returns the component that is most like a known one. */
    private static int nearest(GaussianMixture mixture, Known known, int k, double offset, double scale) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < mixture.components(); j++) {
            double distance = Math.abs(mixture.mean(j)[0] - offset - scale * known.means[k]) / scale
                    + Math.abs(mixture.deviation(j, 0) / scale - known.deviations[k]);
            if (distance < least) {
                least = distance;
                nearest = j;
            }
        }
        return nearest;
    }

    @ParameterizedTest
    @EnumSource
    void knownMixturesAreFound(Known known) {
        assertFound(known, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void offsetOfAMillionDoesNotMatter(Known known) {
        assertFound(known, 1e6, 1);
    }

    @ParameterizedTest
    @EnumSource
    void scaleOfABillionthDoesNotMatter(Known known) {
        assertFound(known, 0, 1e-9);
    }

    /** Components that start where another is, or where no row is, end somewhere: finite, and with weights of 1 together. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void collapsedStartsNeverGiveNaN(boolean withPrior) {
        double[] x = Known.SEPARATED.draw(9, 0, 1);
        Table table = Table.builder().column("x", x).build();
        double[] same = {0.25, 0.25, 0.25, 0.25};
        List<GaussianMixture> starts = List.of(
                GaussianMixture.univariate(same, new double[] {3, 3, 3, 3}, new double[] {1, 1, 1, 1}),
                GaussianMixture.univariate(same, new double[] {0, 1e9, -1e9, 1e300}, new double[] {1, 1, 1e-9, 1}),
                GaussianMixture.univariate(
                        same, new double[] {x[0], x[1], x[2], x[3]}, new double[] {1e-12, 1e-12, 1e-12, 1e-12}),
                GaussianMixture.univariate(same, new double[] {0, 0, 0, 0}, new double[] {1e-100, 1e100, 1, 1e-9}));
        for (GaussianMixture start : starts) {
            MixtureSpec.Builder spec = MixtureSpec.builder().start(start);
            if (withPrior) {
                spec.prior(DirichletProcess.of(1e-3));
            }
            MixtureFit fit = Mixtures.fit(table, List.of("x"), null, spec.build(), RunOptions.defaults());
            GaussianMixture mixture = fit.mixture();
            double sum = 0;
            for (int k = 0; k < mixture.components(); k++) {
                assertThat(mixture.mean(k)[0]).isFinite();
                assertThat(mixture.deviation(k, 0)).isFinite().isPositive();
                sum += mixture.weight(k);
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            assertThat(fit.logLikelihood()).isFinite();
        }
    }
}
