package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.gmm.DirichletProcess;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureFit;
import io.regroup.gmm.MixtureSpec;
import io.regroup.gmm.Mixtures;
import io.regroup.tables.TableSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Mixtures of ten components of two columns of card transactions, beside those of scikit-learn 1.2.1. */
class CreditMixturesTest {

    private static final int ROWS = 199_368;

    private static TableSource open() {
        Path path = Path.of("..", "..", "shared", "data", "credit_amount_v1.parquet");
        assumeThat(Files.isReadable(path))
                .as("the sample of card transactions is beside the project")
                .isTrue();
        return TableSource.files(List.of(path.toString())).open();
    }

    private static MixtureFit fit(String column, MixtureSpec spec) {
        try (TableSource source = open()) {
            return Mixtures.fit(source, List.of(column), null, spec, RunOptions.defaults());
        }
    }

    /** GaussianMixture(10, tol=1e-3), the best of n_init=5 with random_state 0; its regularization is 1e-6. */
    @ParameterizedTest
    @CsvSource({"V1, -0.2950129335213015", "Amount, -4.540688542725145"})
    void noBestOfFiveStartsIsBetter(String column, double best) {
        for (double regularization : new double[] {0, 1e-6}) {
            MixtureSpec spec = MixtureSpec.builder()
                    .components(10)
                    .regularization(regularization)
                    .build();
            MixtureFit fit = fit(column, spec);
            assertThat(fit.converged()).isTrue();
            assertThat(fit.rowsUsed()).isEqualTo(ROWS);
            assertThat(fit.meanLogLikelihood())
                    .as("regularization %s", regularization)
                    .isGreaterThan(best);
        }
    }

    /**
     * BayesianGaussianMixture(n_components=10, weight_concentration_prior_type="dirichlet_process", weight_concentration_prior=0.001,
     * max_iter=100), whose first step shares the rows as ten components of equal weight and deviation do: start, and what it ends with.
     */
    enum Pruned {
        V1(
                "V1",
                new double[] {-1.762, -0.819, -0.328, -0.328, -0.241, 0.638, 1.068, 1.134, 1.428, 2.035},
                0.247,
                new double[] {
                    0.01921108301964821,
                    0.1876347517232868,
                    0.20182988566299803,
                    0.021710329968167713,
                    0.11945582234127672,
                    0.017580457895230373,
                    0.12877019786362745,
                    0.06485973607014965,
                    0.1355037678880859,
                    0.10344396756752924
                },
                new double[] {
                    -2.841833438774212,
                    -1.111001309334279,
                    -0.3274905036772456,
                    0.05453349909482206,
                    -0.35770384529790766,
                    1.1258294668258357,
                    1.0863843328294398,
                    1.1920477635428695,
                    1.2505726616133102,
                    2.0207255036545617
                },
                new double[] {
                    2.2105177321365512,
                    0.8476484661072188,
                    0.007453947718885195,
                    0.10071726150051932,
                    0.38614345885621654,
                    0.41092000429878184,
                    0.03195457017328792,
                    0.1036893039571079,
                    0.3156148484366902,
                    0.11611873811433758
                },
                Set.of(0, 1, 2, 3, 4, 6, 7, 8, 9)),
        AMOUNT(
                "Amount",
                new double[] {0.92, 1.98, 5.42, 10.0, 16.402, 20.086, 20.086, 39.99, 85.66, 196.602},
                29.084,
                new double[] {
                    0.20967765684706569,
                    0.23376923407381994,
                    0.01657060087227853,
                    0.02886778697548261,
                    0.057606704749440865,
                    0.20371584969140136,
                    0.01735633940054507,
                    0.09597601928001062,
                    0.10856740597231977,
                    0.02789240213763557
                },
                new double[] {
                    1.645089406373293,
                    9.748632240314098,
                    23.852715597463366,
                    29.955167960265676,
                    36.95173147828905,
                    20.03365574952237,
                    26.708689504593632,
                    70.05681723534902,
                    167.2864192498684,
                    603.2855159119077
                },
                new double[] {
                    1.3288377529765079,
                    4.131105592894135,
                    9.531392263748852,
                    11.208835644555318,
                    13.501120658342158,
                    0.8979512086762688,
                    10.346028874705986,
                    24.979672708892156,
                    66.71506648814822,
                    581.0690252677152
                },
                Set.of(0, 1, 4, 5, 7, 8, 9));

        final String column;
        final double[] startMeans;
        final double startDeviation;
        final double[] weights;
        final double[] means;
        final double[] deviations;
        /** The components that are the most likely ones of some row. */
        final Set<Integer> used;

        Pruned(
                String column,
                double[] startMeans,
                double startDeviation,
                double[] weights,
                double[] means,
                double[] deviations,
                Set<Integer> used) {
            this.column = column;
            this.startMeans = startMeans;
            this.startDeviation = startDeviation;
            this.weights = weights;
            this.means = means;
            this.deviations = deviations;
            this.used = used;
        }
    }

    @ParameterizedTest
    @EnumSource
    void processKeepsTheComponentsOfScikitLearn(Pruned pruned) {
        double[] same = new double[10];
        Arrays.fill(same, 0.1);
        double[] deviations = new double[10];
        Arrays.fill(deviations, pruned.startDeviation);
        MixtureSpec spec = MixtureSpec.builder()
                .start(GaussianMixture.univariate(same, pruned.startMeans, deviations))
                .prior(DirichletProcess.of(1e-3))
                .regularization(1e-6)
                .build();
        MixtureFit fit = fit(pruned.column, spec);

        GaussianMixture mixture = fit.mixture();
        assertThat(fit.iterations()).isEqualTo(100);
        assertThat(mixture.weights()).containsExactly(pruned.weights, within(1e-6));
        for (int k = 0; k < mixture.components(); k++) {
            double tolerance = 1e-5 * pruned.deviations[k];
            assertThat(mixture.mean(k)[0]).isCloseTo(pruned.means[k], within(tolerance));
            assertThat(mixture.deviation(k, 0)).isCloseTo(pruned.deviations[k], within(tolerance));
        }
        assertThat(used(mixture, pruned.column)).isEqualTo(pruned.used);
    }

    /** Lists the components that are the most likely ones of some row. */
    private static Set<Integer> used(GaussianMixture mixture, String column) {
        Set<Integer> used = new HashSet<>();
        try (TableSource source = open();
                BlockReader reader = source.read(List.of(ColumnRequest.number(column)))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                double[] values = new double[block.rowCount()];
                block.column(0).copyDoubles(0, values.length, values, 0);
                for (double value : values) {
                    used.add(mostLikely(mixture.responsibilities(value)));
                }
            }
        }
        return used;
    }

    private static int mostLikely(double[] shares) {
        int most = 0;
        for (int k = 1; k < shares.length; k++) {
            most = shares[k] > shares[most] ? k : most;
        }
        return most;
    }
}
