package io.regroup.crossvalidation.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.Plugins;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Engines that agree with exact arithmetic agree with each other: no false alarm on any small table. */
class RandomAgreementTest {

    /**
     * Values come from a grid of integers, so that dependent, constant and exactly fitted groups are frequent, or from all
     * numbers, some of them hardly different from another column; now and then one is missing.
     */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void noFalseAlarm(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int features,
            @ForAll @IntRange(min = 1, max = 2) int targets,
            @ForAll boolean weighted,
            @ForAll boolean intercept,
            @ForAll boolean grid,
            @ForAll @IntRange(min = 1, max = 6) int minRows,
            @ForAll RowOrder order,
            @ForAll RowUse rowUse) {
        Samples samples = new Samples(seed);
        SplittableRandom random = samples.random();
        List<Sample> all = new ArrayList<>();
        for (int g = 0; g < 12; g++) {
            int rows = random.nextInt(1, 60);
            double[][] x = samples.columns(features, rows, grid, 0.025);
            if (features > 1 && random.nextInt(3) == 0) {
                double apart = Math.pow(10, -random.nextInt(1, 10));
                for (int i = 0; i < rows; i++) {
                    x[features - 1][i] = x[0][i] + apart * x[features - 1][i];
                }
            }
            double[][] y = samples.columns(targets, rows, grid, 0.025);
            double[] w = weighted ? Samples.map(samples.columns(1, rows, grid, 0.025)[0], Math::abs) : null;
            all.add(new Sample("random", x, y, w));
        }
        Scenario scenario = new Scenario("seed " + seed, all);
        AgreementReport report = new Validation(
                        new FileLikeDataset(scenario.table(order), 50),
                        scenario.mergeableSpec(intercept || features == 0, rowUse, minRows),
                        Plugins.find(),
                        List.of(),
                        List.of(),
                        Tolerance.stated(),
                        RunOptions.defaults().withBlockRows(40))
                .run();
        assertThat(report.pairs()).hasSizeGreaterThan(10);
        assertThat(report.agrees()).as(describe(report)).isTrue();
    }

    private static String describe(AgreementReport report) {
        return report.pairs().stream()
                .filter(pair -> !pair.agrees())
                .flatMap(pair -> pair.failure() != null
                        ? Stream.of(pair.contender() + ": " + pair.failure())
                        : pair.columns().stream()
                                .filter(column -> !column.agrees())
                                .map(column -> pair.contender() + ": " + column.column() + " " + column.multiple() + " "
                                        + column.worst()))
                .collect(Collectors.joining("\n"));
    }
}
