package io.regroup.gmm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.engine.PlainGaussians;
import io.regroup.gmm.Covariance;
import io.regroup.gmm.DirichletProcess;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From the same start, after so many steps, the numbers are those of scikit-learn: its GaussianMixture (reg_covar 1e-6) and its
 * BayesianGaussianMixture (Dirichlet process, concentration 0.001), whose first step shares the rows as the given mixture does.
 */
class ScikitPathsTest {

    private static final double[] WEIGHTS = {.5, .3, .2};
    private static final double[][] MEANS = {{.5, .3, -.2}, {2, .5, -1}, {-1, 2, .5}};

    record Case(Covariance form, int dimensions, boolean prior, int iterations, Map<String, double[]> expected) {
        @Override
        public String toString() {
            return form + " d = " + dimensions + (prior ? " with a prior" : "") + ", " + iterations + " iterations";
        }
    }

    private static final List<double[]> ROWS = new ArrayList<>();

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        ROWS.clear();
        try (InputStream in = ScikitPathsTest.class.getResourceAsStream("scikit-paths.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n", -1)) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "#", "" -> {}
                    case "row" -> ROWS.add(numbers(words));
                    case "case" ->
                        cases.add(new Case(
                                Covariance.valueOf(words[1]),
                                Integer.parseInt(words[2]),
                                words[3].equals("process"),
                                Integer.parseInt(words[4]),
                                new HashMap<>()));
                    default -> cases.getLast().expected().put(words[0], numbers(words));
                }
            }
        }
        return cases;
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] expected(Case each, String what) {
        return Objects.requireNonNull(each.expected().get(what), what);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAreThoseOfScikitLearn(Case each) {
        int d = each.dimensions();
        MixtureSpec.Builder builder = MixtureSpec.builder()
                .start(start(d))
                .covariance(each.form())
                .tolerance(0)
                .regularization(1e-6)
                .maxIterations(each.iterations());
        if (each.prior()) {
            builder.prior(DirichletProcess.of(1e-3));
        }
        MixtureRounds rounds = InOneGo.fit(builder.build(), PlainGaussians::new, null, columns(d));

        Estimate estimate = rounds.estimate;
        double tolerance = each.prior() ? 1e-7 : 1e-8;
        int components = WEIGHTS.length;
        assertThat(rounds.course.iterations).isEqualTo(each.iterations());
        assertThat(estimate.components).isEqualTo(components);
        assertThat(estimate.weights).containsExactly(expected(each, "weights"), within(tolerance));
        assertThat(estimate.means).containsExactly(expected(each, "means"), within(tolerance));
        double[] covariances = expected(each, "covariances");
        GaussianMixture mixture = estimate.mixture();
        for (int k = 0; k < components; k++) {
            double[][] covariance = mixture.covariance(k);
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    assertThat(covariance[a][b]).isCloseTo(covariances[(k * d + a) * d + b], within(tolerance));
                }
            }
        }
        double objective = each.prior() ? rounds.course.objective : rounds.course.logLikelihood / ROWS.size();
        assertThat(objective).isCloseTo(expected(each, "objective")[0], within(tolerance));
        if (each.expected().containsKey("criteria")) {
            int free = mixture.freeParameters();
            assertThat(free).isEqualTo(estimate.shape.freeParameters(components));
            double[] criteria = expected(each, "criteria");
            double logLikelihood = rounds.course.logLikelihood;
            assertThat(MixtureColumns.bic(logLikelihood, free, ROWS.size())).isCloseTo(criteria[0], within(1e-6));
            assertThat(MixtureColumns.aic(logLikelihood, free)).isCloseTo(criteria[1], within(1e-6));
        }
    }

    private static GaussianMixture start(int d) {
        double[][] means = new double[MEANS.length][];
        double[][][] covariances = new double[MEANS.length][d][d];
        for (int k = 0; k < means.length; k++) {
            means[k] = Arrays.copyOf(MEANS[k], d);
            for (int a = 0; a < d; a++) {
                covariances[k][a][a] = 2;
            }
        }
        return GaussianMixture.of(Covariance.FULL, WEIGHTS, means, covariances);
    }

    private static double[][] columns(int d) {
        double[][] columns = new double[d][ROWS.size()];
        for (int i = 0; i < ROWS.size(); i++) {
            for (int a = 0; a < d; a++) {
                columns[a][i] = ROWS.get(i)[a];
            }
        }
        return columns;
    }
}
