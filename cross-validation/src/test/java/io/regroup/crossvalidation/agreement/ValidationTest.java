package io.regroup.crossvalidation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.RunOptions;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.agreement.AgreementReport.NotRun;
import io.regroup.crossvalidation.agreement.WrongEngine.Fault;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is found, named with column and group; what is not run is listed; what is right agrees. */
class ValidationTest {

    private static final int GROUPS = 20;
    private static final int ROWS = 1000;
    private static final Table TABLE = table();
    private static final FitSpec SPEC =
            FitSpec.groupBy("g").targets("y").features("x1", "x2").weight("w").build();

    private static Table table() {
        SplittableRandom random = new SplittableRandom(5);
        int[] groups = new int[ROWS];
        double[] x1 = new double[ROWS];
        double[] x2 = new double[ROWS];
        double[] y = new double[ROWS];
        double[] w = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            groups[i] = i < ROWS - 1 ? i % GROUPS : WrongEngine.GROUP;
            x1[i] = random.nextGaussian();
            x2[i] = 3 + 2 * random.nextGaussian() + x1[i];
            y[i] = 1 + 2 * x1[i] - x2[i] + 0.1 * random.nextGaussian();
            w[i] = random.nextDouble(0.5, 2);
        }
        return Table.builder()
                .column("g", groups)
                .column("x1", x1)
                .column("x2", x2)
                .column("y", y)
                .column("w", w)
                .build();
    }

    private static AgreementReport run(Fault fault) {
        return validation(fault).run();
    }

    private static Validation validation(Fault fault) {
        return Validation.of(TABLE, SPEC, Plugins.find().with(new WrongEngine(fault)));
    }

    private static PairAgreement pair(AgreementReport report, String contender) {
        return report.pairs().stream()
                .filter(pair -> pair.contender().toString().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    private static ColumnAgreement column(PairAgreement pair, String name) {
        return pair.columns().stream()
                .filter(column -> column.column().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void honestEnginesAgree() {
        AgreementReport report = run(Fault.NONE);

        assertThat(report.agrees()).isTrue();
        assertThat(report.pairs())
                .allMatch(PairAgreement::agrees)
                .extracting(pair -> pair.contender().toString())
                .contains(
                        "forkjoin blockwise memory",
                        "forkjoin map-reduce memory",
                        "forkjoin cohorts memory",
                        "robust map-reduce memory",
                        "wrong blockwise memory")
                .doesNotContain("robust blockwise memory");
        PairAgreement pair = pair(report, "robust map-reduce memory");
        assertThat(pair.columns())
                .extracting(ColumnAgreement::column)
                .containsExactly(
                        "group_rows",
                        "y_fit_beta0",
                        "y_fit_beta1",
                        "y_fit_beta2",
                        "y_fit_beta0_err",
                        "y_fit_beta1_err",
                        "y_fit_beta2_err",
                        "y_fit_count",
                        "y_fit_rms",
                        "y_fit_chi2",
                        "y_fit_r2",
                        "y_fit_status");
        ColumnAgreement slope = column(pair, "y_fit_beta1");
        assertThat(slope.groups()).isEqualTo(GROUPS);
        assertThat(slope.ulps()).isBetween(1.0, 100.0);
        assertThat(slope.relative()).isBetween(1e-17, 1e-14);
        assertThat(slope.multiple()).isBetween(1e-5, 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF_BY_A_BILLIONTH, y_fit_beta1, 1",
        "NAN, y_fit_beta0_err, 1",
        "DEGREES_OF_FREEDOM, y_fit_rms, 20",
        "IGNORES_WEIGHTS, y_fit_beta1, 20",
        "DROPS_A_ROW, y_fit_beta1, 1",
        "DROPS_A_FEATURE, y_fit_status, 1",
        "STATUS, y_fit_status, 1",
        "COUNT, y_fit_count, 1"
    })
    void faultIsNamedWithColumnAndGroup(Fault fault, String column, int beyond) {
        AgreementReport report = run(fault);

        assertThat(report.agrees()).isFalse();
        assertThat(report.pairs()).filteredOn(pair -> !pair.agrees()).hasSize(1);
        ColumnAgreement found = column(pair(report, "wrong blockwise memory"), column);
        assertThat(found.beyond()).isEqualTo(beyond);
        assertThat(found.multiple()).isGreaterThan(100);
        if (beyond == 1) {
            assertThat(found.worst().key()).isEqualTo("g = 7");
            assertThat(found.worst().rows()).isBetween(50L, 52L);
        }
    }

    @Test
    void differenceIsMeasured() {
        PairAgreement pair = pair(run(Fault.OFF_BY_A_BILLIONTH), "wrong blockwise memory");
        assertThat(pair.columns()).filteredOn(column -> !column.agrees()).hasSize(1);
        ColumnAgreement slope = column(pair, "y_fit_beta1");
        assertThat(slope.ulps()).isBetween(2e6, 1e7);
        ColumnAgreement.Worst worst = slope.worst();
        double value = Double.parseDouble(worst.value());
        assertThat(value / Double.parseDouble(worst.reference()) - 1).isBetween(0.99e-9, 1.01e-9);
        assertThat(worst.condition()).isBetween(1.0, 3.0);
        assertThat(worst.allowed()).isBetween(1e-12, 1e-11);
    }

    @Test
    void numberAgainstNoneIsInfinitelyFar() {
        ColumnAgreement error = column(pair(run(Fault.NAN), "wrong blockwise memory"), "y_fit_beta0_err");
        assertThat(error.relative()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(error.ulps()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(error.multiple()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(error.worst().value()).isEqualTo("NaN");
        assertThat(error.distribution().count(Distribution.HIGHEST)).isEqualTo(1);
    }

    @Test
    void otherStatusIsNotReportedAgainInEveryColumn() {
        PairAgreement pair = pair(run(Fault.STATUS), "wrong blockwise memory");
        assertThat(pair.columns()).filteredOn(column -> !column.agrees()).hasSize(1);
        ColumnAgreement.Worst worst = column(pair, "y_fit_status").worst();
        assertThat(worst.reference() + " " + worst.value()).isEqualTo("OK NOT_CONVERGED");
        assertThat(column(pair, "y_fit_beta1").groups()).isEqualTo(GROUPS - 1);
    }

    /** A feature is left out by one engine and kept by the other: forgiven where it is nearly dependent, not elsewhere. */
    @ParameterizedTest
    @CsvSource({"3e-9, 1", "3e-5, 0"})
    void rankDecisionsMayDifferNearTheTolerance(double apart, int near) {
        double[] x1 = TABLE.doubles("x1");
        double[] x2 = TABLE.doubles("x2");
        for (int i = 0; i < ROWS; i++) {
            x2[i] = x1[i] + apart * x2[i];
        }
        Table table = Table.builder()
                .column("g", TABLE.column("g"))
                .column("x1", x1)
                .column("x2", x2)
                .column("y", TABLE.column("y"))
                .column("w", TABLE.column("w"))
                .build();
        AgreementReport report = new Validation(
                        table,
                        SPEC,
                        Plugins.find().with(new WrongEngine(Fault.DROPS_A_FEATURE)),
                        List.of("wrong"),
                        List.of("blockwise"),
                        Tolerance.stated(),
                        RunOptions.defaults())
                .run();
        PairAgreement pair = pair(report, "wrong blockwise memory");
        assertThat(pair.nearRank()).isEqualTo(near);
        assertThat(column(pair, "y_fit_status").beyond()).isEqualTo(1 - near);
        assertThat(report.agrees()).isEqualTo(near == 1);
    }

    @Test
    void otherGroupsAreSaid() {
        PairAgreement pair = pair(run(Fault.LOSES_A_GROUP), "wrong blockwise memory");
        assertThat(pair.agrees()).isFalse();
        assertThat(pair.columns()).isEmpty();
        assertThat(pair.failure())
                .isEqualTo("has 19 groups, the reference 20; the first that differs: g = 8, in the reference g = 7");
    }

    @Test
    void engineThatThrowsDisagrees() {
        AgreementReport report = run(Fault.THROWS);
        assertThat(report.agrees()).isFalse();
        assertThat(pair(report, "wrong blockwise memory").failure())
                .isEqualTo("threw java.lang.IllegalStateException: out of luck");
    }

    @Test
    void whatIsNotRunIsListedWithTheReason() {
        assertThat(run(Fault.CANNOT_RUN).notRun()).contains(new NotRun("wrong", null, null, "it is out of order"));
        AgreementReport report = run(Fault.NONE);
        assertThat(report.notRun())
                .contains(new NotRun(
                        "all",
                        null,
                        Layout.STREAMED,
                        "the rows are in memory already, or of a number that is not known before they are read"))
                .anySatisfy(left -> {
                    assertThat(left.engine()).isEqualTo("wrong");
                    assertThat(left.reduction()).isEqualTo("map-reduce");
                    assertThat(left.reason()).contains("cannot serve").contains("it knows whole groups only");
                });
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void lineupIsWhatRuns() {
        Validation validation = validation(Fault.NONE);
        Validation.Lineup lineup = validation.lineup();
        AgreementReport report = validation.run();
        assertThat(lineup.contenders())
                .isEqualTo(report.pairs().stream().map(PairAgreement::contender).toList());
        assertThat(lineup.notRun()).isEqualTo(report.notRun());
    }

    @Test
    void rowsOfAFileAreStreamedAsWell() {
        AgreementReport report = Validation.of(new FileLikeDataset(TABLE, 100), SPEC, Plugins.find())
                .run();
        assertThat(report.agrees()).isTrue();
        assertThat(report.reference().layout()).isEqualTo(Layout.MEMORY);
        assertThat(report.pairs())
                .extracting(pair -> pair.contender().toString())
                .contains("robust blockwise streamed", "forkjoin map-reduce streamed", "forkjoin cohorts memory");
    }

    @Test
    void rowsBeyondTheMemoryAreStreamedAlone() {
        Validation validation = new Validation(
                new FileLikeDataset(TABLE, 100),
                SPEC,
                Plugins.find(),
                List.of("forkjoin"),
                List.of("blockwise", "map-reduce"),
                Tolerance.stated(),
                RunOptions.defaults().withMemory(10_000));
        assertThat(validation.lineup().contenders())
                .containsExactly(
                        new Contender("forkjoin", "blockwise", Layout.STREAMED),
                        new Contender("forkjoin", "map-reduce", Layout.STREAMED));
        AgreementReport report = validation.run();
        assertThat(report.agrees()).isTrue();
        assertThat(report.reference().layout()).isEqualTo(Layout.STREAMED);
        assertThat(report.notRun())
                .contains(new NotRun("all", null, Layout.MEMORY, "the rows do not fit into the memory for rows"));
    }

    @Test
    void widerToleranceForgives() {
        Validation validation = validation(Fault.OFF_BY_A_BILLIONTH);
        Validation wide = new Validation(
                validation.data(),
                validation.spec(),
                validation.plugins(),
                List.of("wrong"),
                List.of("blockwise"),
                Tolerance.of(1e-8),
                validation.options());
        assertThat(wide.run().agrees()).isTrue();
    }

    @Test
    void unknownNamesAreRefusedBeforeAnyWork() {
        assertThatThrownBy(() -> new Validation(
                                TABLE,
                                SPEC,
                                Plugins.find(),
                                List.of("fork-join"),
                                List.of(),
                                Tolerance.stated(),
                                RunOptions.defaults())
                        .lineup())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("engine fork-join: no such plug-in; did you mean forkjoin");
    }

    @Test
    void oneBarGoesOverAllFits() {
        List<String> tasks = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void begin(String task, long total) {
                tasks.add(task + " of " + total);
            }

            @Override
            public void advance(long amount) {
                tasks.add("+" + amount);
            }
        };
        new Validation(
                        TABLE,
                        SPEC,
                        Plugins.find(),
                        List.of("forkjoin"),
                        List.of("blockwise"),
                        Tolerance.stated(),
                        RunOptions.defaults().withProgress(progress))
                .run();
        assertThat(tasks)
                .containsExactly("reference of 3", "+0", "scales of 3", "+1", "forkjoin blockwise memory of 3", "+2");
    }

    @Test
    void diagnosticsAreComparedWhereTheyAreAskedFor() {
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .features("x1")
                .medians("x2")
                .diagnostics(true)
                .build();
        AgreementReport report = Validation.of(TABLE, spec, Plugins.find()).run();
        assertThat(report.agrees()).isTrue();
        assertThat(pair(report, "forkjoin blockwise memory").columns())
                .extracting(ColumnAgreement::column)
                .contains("y_fit_mad", "y_fit_condition", "y_fit_excluded_target", "x2_fit_median");
        assertThat(report.notRun()).anySatisfy(left -> assertThat(left.reason()).contains("medians need all rows"));
    }

    @Test
    void reductionsHaveToleranceToo() {
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .fitter("aggregate")
                .fitterOption("functions", "mean(y), var(y), count(y), quantile(y, 0.3)")
                .build();
        AgreementReport report = Validation.of(TABLE, spec, Plugins.find()).run();
        assertThat(report.agrees()).isTrue();
        assertThat(pair(report, "forkjoin blockwise memory").columns()).hasSize(5);
    }

    @Test
    void tableHasARowPerContenderAndColumn() {
        AgreementReport report = run(Fault.NAN);
        Table table = report.table();
        int columns =
                report.pairs().stream().mapToInt(pair -> pair.columns().size()).sum();
        assertThat(table.rowCount()).isEqualTo(columns + report.notRun().size());
        Column outcome = table.column("outcome");
        int row = 0;
        while (!"differs".equals(outcome.getString(row))) {
            row++;
        }
        assertThat(table.column("engine").getString(row)).isEqualTo("wrong");
        assertThat(table.column("reduction").getString(row)).isEqualTo("blockwise");
        assertThat(table.column("layout").getString(row)).isEqualTo("memory");
        assertThat(table.column("column").getString(row)).isEqualTo("y_fit_beta0_err");
        assertThat(table.column("beyond").get(row)).isEqualTo(1L);
        assertThat(table.column("worst_group").getString(row)).isEqualTo("g = 7");
        assertThat(table.column("worst_value").getString(row)).isEqualTo("NaN");
        assertThat(outcome.getString(table.rowCount() - 1)).isEqualTo("not run");
        assertThat(table.column("groups").isNull(table.rowCount() - 1)).isTrue();
        assertThat(table.column("note").getString(table.rowCount() - 1)).isNotEmpty();
    }

    /**
     * Two clusters, told apart by a feature: the residuals of each add up to zero, so that errors by cluster do, too, and
     * consist of rounding on each engine. One of an engine that is wrong by 1e-9 of an error that is not zero is found.
     */
    @ParameterizedTest
    @CsvSource({"c, 1", "x1, 1", "c x1, 1", "c x1, 1e6", "c x1, 1e-200"})
    void errorsThatCancelAgreeAndWrongOnesDoNot(String features, double scale) {
        SplittableRandom random = new SplittableRandom(8);
        int[] cluster = new int[ROWS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            cluster[i] = i / GROUPS % 2;
            y[i] = scale * (1 + cluster[i] + random.nextGaussian());
        }
        Table.Builder columns = Table.builder().column("c", cluster).column("y", y);
        for (String name : new String[] {"g", "x1", "w"}) {
            columns.column(name, TABLE.column(name));
        }
        Table table = columns.build();
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .features(features.split(" ", -1))
                .weight("w")
                .errors(StandardErrors.clusteredBy("c"))
                .build();
        assertThat(Validation.of(table, spec, Plugins.find()).run().agrees()).isTrue();
        AgreementReport wrong = Validation.of(
                        table, spec, Plugins.find().with(new WrongEngine(Fault.ERROR_OFF_BY_A_BILLIONTH)))
                .run();
        assertThat(wrong.agrees()).isEqualTo(!features.contains("x1"));
    }

    /** A polynomial of two features and degree 5, whose 20 products resemble each other, of 50 rows. */
    @Test
    void coefficientsOfProductsMayDifferAsTheConditionSays() {
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .features("x1", "x2")
                .fitter("polynomial")
                .fitterOption("degree", "5")
                .build();
        assertThat(Validation.of(TABLE, spec, Plugins.find()).run().agrees()).isTrue();
        AgreementReport wrong = Validation.of(
                        TABLE, spec, Plugins.find().with(new WrongEngine(Fault.OFF_BY_A_MILLIONTH)))
                .run();
        assertThat(wrong.agrees()).isFalse();
    }
}
