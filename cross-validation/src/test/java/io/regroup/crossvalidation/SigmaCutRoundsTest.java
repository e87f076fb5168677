package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Column;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Way;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cut by the rms of rows that are not brought together gives what one of whole groups gives. */
@EveryEngine
class SigmaCutRoundsTest {

    @Parameter
    EngineUnderTest engine;

    private FitResult fit(Dataset source, FitSpec spec, Way way) {
        RunOptions options = RunOptions.defaults().withReduction(FixedPlan.NAME).withBlockRows(64);
        return engine.fit(
                source, spec, way.options(options, source), Plugins.find().with(new FixedPlan(way)));
    }

    @ParameterizedTest
    @CsvSource({
        "ols, 1, 1, false, 2.5",
        "ols, 2, 2, true, 1.7",
        "ols, 2, 1, false, 0.9",
        "ridge, 2, 2, true, 2",
    })
    void numbersAreThoseOfWholeGroups(String fitter, int features, int targets, boolean weighted, double limit) {
        OutlierRows rows = new OutlierRows(40, features, targets, weighted, 5);
        double refits = 0;
        for (RowUse use : targets == 1 ? EnumSet.of(RowUse.PER_TARGET) : EnumSet.allOf(RowUse.class)) {
            FitSpec spec = rows.spec()
                    .fitter(fitter)
                    .sigmaCut(new SigmaCut(limit, SigmaCut.Mode.RMS))
                    .rowUse(use)
                    .build();
            for (RowOrder order : Set.of(RowOrder.SORTED, RowOrder.SHUFFLED)) {
                Table table = rows.table(order);
                FitResult whole = fit(table, spec, Way.GATHERED);
                for (Way way : Set.of(Way.IN_PLACE, Way.COHORTS)) {
                    for (Dataset source : way.sources(table)) {
                        FitResult got = fit(source, spec, way);
                        assertSame(got, whole, way + " of " + source.description() + ", " + order + ", " + use);
                        assertThat(got.explanation().notes().getLast())
                                .matches("the sigma cut went over the rows ([2-9]|1[0-2]) times, once for each round");
                    }
                }
                refits += Arrays.stream(whole.groups().doubles("y1_fit_refits")).sum();
            }
        }
        assertThat(refits).isPositive();
    }

    private static void assertSame(FitResult got, FitResult whole, String what) {
        assertThat(got.groups().schema()).as(what).isEqualTo(whole.groups().schema());
        for (String name : whole.groups().schema().names()) {
            Column expected = whole.groups().column(name);
            Column column = got.groups().column(name);
            for (int g = 0; g < whole.groups().rowCount(); g++) {
                String label = what + ": " + name + " of group " + g;
                if (name.matches(".*(beta.*|rms|chi2|r2|df|rejected_share|cut)")) {
                    double value = whole.groups().doubles(name)[g];
                    Fits.assertNear(got.groups().doubles(name)[g], value, 1e-11 * (1 + Math.abs(value)), label);
                } else {
                    assertThat(column.getString(g)).as(label).isEqualTo(expected.getString(g));
                }
            }
        }
        assertThat(got.rowsRead()).isEqualTo(whole.rowsRead());
        assertThat(got.rowsSelected()).isEqualTo(whole.rowsSelected());
    }

    /** Rows that are not selected are farther from the fit than any other, or so large that all residuals look like rounding errors. */
    @Test
    void onlySelectedRowsAreJudged() {
        int rows = 120;
        boolean[] use = new boolean[rows];
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            use[i] = i % 7 != 3;
            x[i] = i;
            y[i] = use[i] ? 1 + 2 * i + Math.sin(i) + (i % 19 == 0 ? 50 : 0) : i < 60 ? 1e18 : 3 + 2 * i;
        }
        Table table = Table.builder()
                .column("g", IntStream.range(0, rows).map(i -> i / 60).toArray())
                .column("x", x)
                .column("y", y)
                .column("use", use)
                .build();
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .features("x")
                .selection("use")
                .sigmaCut(new SigmaCut(2.5, SigmaCut.Mode.RMS))
                .build();
        FitResult whole = fit(table, spec, Way.GATHERED);
        assertThat(whole.groups().doubles("y_fit_refits")).doesNotContain(0);
        for (Way way : Set.of(Way.IN_PLACE, Way.COHORTS)) {
            for (Dataset source : way.sources(table)) {
                assertSame(fit(source, spec, way), whole, way + " of " + source.description());
            }
        }
    }

    /** Every end of a group, one beside the other. */
    @Test
    void groupsEndEachInItsOwnWay() {
        Table table = Table.builder()
                .column("g", new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4})
                .column("y", new double[] {0, 1, 2, 3, 4, 100, 1e6, 1e6, 1e6, 1, 2, 0, 0, 1, -1, 40, 5, 6, 7, 8})
                .build();
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .minRows(3)
                .sigmaCut(new SigmaCut(1.1, SigmaCut.Mode.RMS))
                .build();
        FitResult whole = fit(table, spec, Way.GATHERED);
        assertThat(whole.groups().column("y_fit_reason").getString(4))
                .isEqualTo("the sigma cut would have kept too few rows and was not made");
        for (Dataset source : Way.IN_PLACE.sources(table)) {
            assertSame(fit(source, spec, Way.IN_PLACE), whole, source.description());
        }
    }

    /** A line without noise: what is left are rounding errors, in whichever way they come about. */
    @Test
    void roundingErrorsAreNoScale() {
        double[] x = new double[300];
        double[] y = new double[300];
        int[] group = new int[300];
        for (int i = 0; i < x.length; i++) {
            group[i] = i / 30;
            x[i] = i % 30 / 7.0;
            y[i] = 1e3 + x[i] / 3;
        }
        Table table =
                Table.builder().column("g", group).column("x", x).column("y", y).build();
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .features("x")
                .sigmaCut(new SigmaCut(2, SigmaCut.Mode.RMS))
                .build();
        for (Way way : Set.of(Way.GATHERED, Way.IN_PLACE)) {
            for (Dataset source : way.sources(table)) {
                FitResult result = fit(source, spec, way);
                assertThat(result.groups().doubles("y_fit_rejected_share")).containsOnly(0);
                assertThat(result.groups().doubles("y_fit_refits")).containsOnly(0);
            }
        }
    }

    @Test
    void rowsInMemoryAreGatheredUnlessTheReductionIsAskedFor() {
        OutlierRows rows = new OutlierRows(5, 1, 1, false, 5);
        FitSpec spec = rows.spec().sigmaCut(new SigmaCut(3, SigmaCut.Mode.RMS)).build();
        Table table = rows.table(RowOrder.SHUFFLED);
        RunOptions options = RunOptions.defaults().withEngine(engine.name()).withBlockRows(16);
        assertThat(Regroup.explain(table, spec, options, Plugins.find()).reduction())
                .isEqualTo("blockwise");
        assertThat(Regroup.explain(table, spec, options.withReduction("map-reduce"), Plugins.find())
                        .reductionReason())
                .endsWith("; the sigma cut goes over the rows once for each round");
        FitResult result = engine.fit(table, spec, options.withReduction("map-reduce"));
        assertSame(result, engine.fit(table, spec), "map-reduce");
    }
}
