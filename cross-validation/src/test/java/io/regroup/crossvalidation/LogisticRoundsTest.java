package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.Tables;
import io.regroup.crossvalidation.internal.Way;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that is fitted in rounds: coefficients, errors, statistics and predictions are those of R, however rows meet their group. */
@EveryEngine
class LogisticRoundsTest {

    /** R 4.2.2, {@code glm(y ~ x, family = binomial, epsilon = 1e-15)}: b0, b1, their errors, Σ w (y − p)². */
    private static final double[][] PLAIN = {
        {0.60222780594581571, 0.44891655051203971, 0.63277392917586994, 0.54291333010698295, 2.5515078834702805},
        {-2.2496978657526565, 1.4536946750360504, 0.83063803033323236, 0.58840895074030997, 7.619263160114552},
        {3.850841984711356, -1.3361394678233829, 1.9115472871736909, 0.70981833636907532, 4.7198871726485647}
    };

    /** The same with {@code weights = w}. */
    private static final double[][] WEIGHTED = {
        {0.72746480988247819, 0.46127829137568088, 0.52447703156556136, 0.4115903100509426, 3.7922353356326806},
        {-2.2429619520185491, 1.2834490307602413, 0.5997808902458005, 0.41657645069397314, 14.129811342228187},
        {4.6606306893390164, -1.673450730511735, 1.6715679906124936, 0.61664145117861513, 7.5975940190615336}
    };

    @Parameter
    EngineUnderTest engine;

    private static Table table() {
        try (InputStream in = Objects.requireNonNull(LogisticRoundsTest.class.getResourceAsStream("/logistic.csv"))) {
            double[][] rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(2)
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
            return Table.builder()
                    .column(
                            "g",
                            Arrays.stream(rows).mapToInt(row -> (int) row[0]).toArray())
                    .column("x", Arrays.stream(rows).mapToDouble(row -> row[1]).toArray())
                    .column("w", Arrays.stream(rows).mapToDouble(row -> row[2]).toArray())
                    .column("y", Arrays.stream(rows).mapToDouble(row -> row[3]).toArray())
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private FitResult fit(Way way, Dataset source, boolean weighted) {
        FitSpec.Builder spec =
                FitSpec.groupBy("g").targets("y").features("x").minRows(5).fitter("logistic");
        return engine.fit(
                source,
                weighted ? spec.weight("w").build() : spec.build(),
                way.options(RunOptions.defaults().withReduction(FixedPlan.NAME).withBlockRows(7), source),
                Plugins.find().with(new FixedPlan(way)).with(new LogisticFitter()));
    }

    @ParameterizedTest
    @EnumSource
    void fitsAreThoseOfR(Way way) {
        Table table = table();
        for (Dataset source : way.sources(table)) {
            for (boolean weighted : new boolean[] {false, true}) {
                FitResult result = fit(way, source, weighted);
                for (int g = 0; g < PLAIN.length; g++) {
                    double[] expected = weighted ? WEIGHTED[g] : PLAIN[g];
                    List<String> names = List.of("beta0", "beta1", "beta0_err", "beta1_err", "chi2");
                    for (int k = 0; k < names.size(); k++) {
                        String what = names.get(k) + " of " + g + ", " + way + ", " + source.description();
                        Fits.assertNear(Fits.value(result, "y_fit_" + names.get(k), g), expected[k], 1e-8, what);
                    }
                    assertThat(result.status("y", g)).isEqualTo(FitStatus.OK);
                }
                double rows = result.groups().doubles("y_fit_count")[0];
                double rms = Fits.value(result, "y_fit_rms", 0);
                double chi2 = Fits.value(result, "y_fit_chi2", 0);
                Fits.assertNear(rms, Math.sqrt(chi2 / (rows - 2)), 1e-12, "rms");
            }
        }
    }

    @Test
    void predictionsAreProbabilities() {
        Table table = table();
        FitResult result = fit(Way.IN_PLACE, table, false);
        double[] predicted = Tables.read(result.rows(table)).doubles("y_fit");
        double[] x = table.doubles("x");
        for (int i = 0; i < x.length; i++) {
            double[] b = PLAIN[(int) table.doubles("g")[i]];
            Fits.assertNear(predicted[i], 1 / (1 + Math.exp(-b[0] - b[1] * x[i])), 1e-8, "row " + i);
        }
    }

    /** A line parts ones from zeros: coefficients grow without bound. Nothing varies: there is no slope to estimate. */
    @ParameterizedTest
    @EnumSource(names = {"GATHERED", "IN_PLACE"})
    void hardGroupsAreAStatus(Way way) {
        Table table = Table.builder()
                .column("g", new int[] {1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3})
                .column("x", new double[] {1, 2, 3, 4, 5, 1, 1, 1, 1, 1, 1, 2, 3, 4})
                .column("y", new double[] {0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1})
                .build();
        FitResult result = fit(way, table, false);
        assertThat(result.status("y", 0)).isIn(FitStatus.NOT_CONVERGED, FitStatus.UNDERDETERMINED);
        assertThat(result.status("y", 1)).isEqualTo(FitStatus.UNDERDETERMINED);
        assertThat(Fits.value(result, "y_fit_beta1", 1)).isNaN();
        assertThat(result.status("y", 2)).isEqualTo(FitStatus.TOO_FEW_ROWS);
        assertThat(result.groups().doubles("y_fit_count")[2]).isEqualTo(4);
    }

    /** The listing in docs/writing-a-plugin.md is this fitter. */
    @Test
    void theGuideShowsThisProgram() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "writing-a-plugin.md"));
        String source = Files.readString(
                Path.of("src", "test", "java", "io", "regroup", "crossvalidation", "LogisticFitter.java"));
        int start = guide.indexOf("```java", guide.indexOf("## A program in rounds"));
        String listing = guide.substring(guide.indexOf('\n', start), guide.indexOf("```\n", start + 3));
        assertThat(listing.lines().filter(line -> !line.isBlank()).count()).isGreaterThan(20);
        String code = source.replaceAll("\\s+", " ");
        for (String part : listing.split("(?m)^ *// …$")) {
            assertThat(code).contains(part.strip().replaceAll("\\s+", " "));
        }
    }
}
