package io.regroup.gmm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmmFitterTest {

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("g").targets("y").fitter("gmm");
    }

    /** Groups 0 and 1 of two clouds each, group 2 is constant, group 3 has numbers whose squares overflow. */
    private static Table table() {
        Random random = new Random(1);
        int rows = 400;
        int[] g = new int[4 * rows];
        double[] y = new double[4 * rows];
        for (int i = 0; i < y.length; i++) {
            g[i] = i / rows;
            double noise = random.nextGaussian();
            y[i] = switch (g[i]) {
                case 0 -> i % 4 == 0 ? 10 + noise : noise;
                case 1 -> i % 2 == 0 ? 5 + 0.1 * noise : -5 + noise;
                case 2 -> 3;
                default -> (i % 4 == 0 ? 10 + noise : noise) * 1e200;
            };
        }
        return Table.builder().column("g", g).column("y", y).build();
    }

    @Test
    void mixturesAreColumnsInTheOrderOfMeans() {
        FitResult result = Regroup.fit(table(), spec().build());
        Table groups = result.groups();

        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(groups.doubles("y_fit_components")).containsExactly(2, 2, 1, 2);
        assertThat(groups.doubles("y_fit_weight_1")[0]).isCloseTo(0.75, within(0.01));
        assertThat(groups.doubles("y_fit_mean_1")[1]).isCloseTo(-5, within(0.2));
        assertThat(groups.doubles("y_fit_mean_2")[1]).isCloseTo(5, within(0.05));
        assertThat(groups.doubles("y_fit_sd_2")[1]).isCloseTo(0.1, within(0.02));
        assertThat(groups.doubles("y_fit_sd_1")[2]).isCloseTo(3e-6, within(1e-12));
        assertThat(groups.doubles("y_fit_mean_2")[2]).isNaN();
        assertThat(groups.doubles("y_fit_mean_2")[3]).isCloseTo(10e200, within(0.5e200));
        assertThat(groups.doubles("y_fit_sd_2")[3]).isCloseTo(1e200, within(0.2e200));
        assertThat(groups.doubles("y_fit_log_likelihood")).doesNotContain(Double.NaN);
    }

    @Test
    void scaleOfTheTargetChangesTheLogLikelihoodByItsLogarithm() {
        Table groups = Regroup.fit(table(), spec().build()).groups();
        double[] y = table().doubles("y");
        for (int i = 0; i < y.length; i++) {
            y[i] *= i / 400 == 3 ? 1e-200 : 1;
        }
        Table small =
                Table.builder().column("g", table().doubles("g")).column("y", y).build();
        double expected = Regroup.fit(small, spec().build()).groups().doubles("y_fit_log_likelihood")[3];
        assertThat(groups.doubles("y_fit_log_likelihood")[3])
                .isCloseTo(expected - 400 * 200 * Math.log(10), within(1e-5));
    }

    @Test
    void featuresAndTargetAreFittedTogether() {
        Random random = new Random(2);
        int rows = 3000;
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            boolean first = random.nextDouble() < 0.4;
            double noise = random.nextGaussian();
            x[i] = first ? noise : 8 + random.nextGaussian();
            y[i] = first ? 0.8 * noise + 0.6 * random.nextGaussian() : 4 + random.nextGaussian();
        }
        Table table = Table.builder()
                .column("g", new int[rows])
                .column("x", x)
                .column("y", y)
                .build();
        Table groups = Regroup.fit(table, spec().features("x").build()).groups();

        assertThat(groups.doubles("y_fit_weight_1")[0]).isCloseTo(0.4, within(0.03));
        assertThat(groups.doubles("y_fit_mean_2_x")[0]).isCloseTo(8, within(0.1));
        assertThat(groups.doubles("y_fit_mean_2_y")[0]).isCloseTo(4, within(0.1));
        assertThat(groups.doubles("y_fit_covariance_1_y_x")[0]).isCloseTo(0.8, within(0.1));
        assertThat(groups.doubles("y_fit_sd_2_x")[0]).isCloseTo(1, within(0.05));
    }

    @Test
    void stepsThatDoNotSufficeAreAStatus() {
        FitSpec spec = spec().fitterOption("tolerance", "0")
                .fitterOption("max-iterations", "2")
                .build();
        FitResult result = Regroup.fit(table(), spec);
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.NOT_CONVERGED);
        assertThat(result.groups().doubles("y_fit_iterations")[0]).isEqualTo(2);
        assertThat(result.groups().doubles("y_fit_mean_1")[0]).isCloseTo(0, within(0.3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "components | 0 | components: expected a whole number from 1, or a range such as 1..5, got 0",
                "components | 3..2 | components: expected a whole number from 1, or a range such as 1..5, got 3..2",
                "components | many | components: expected a whole number from 1, or a range such as 1..5, got many",
                "covariance | round | covariance: expected full or tied or diagonal or spherical, got round",
                "sketch | 3 | sketch: expected a whole number from 16, got 3",
                "concentration | 1 | concentration: it belongs to a prior; ask for prior=dirichlet-process as well, or leave it out",
            })
    void badOptionsAreRefused(String option, String value, String message) {
        assertThatThrownBy(() ->
                        Regroup.fit(table(), spec().fitterOption(option, value).build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }
}
