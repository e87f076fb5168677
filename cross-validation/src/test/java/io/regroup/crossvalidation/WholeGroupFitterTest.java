package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fitter of a third party's: one method, and everything around it comes from Regroup. */
@EveryEngine
class WholeGroupFitterTest {

    @Parameter
    EngineUnderTest engine;

    /** Trimmed least squares in two steps: fit, drop the row with the largest residual, fit again. */
    static final class DropWorst implements Fitter {

        @Override
        public String name() {
            return "drop-worst";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription(
                    "least squares without the worst row",
                    Set.of(FitProgram.Kind.WHOLE_GROUP),
                    new FitterSupport(false, false, 1, 1),
                    List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return new Program(
                    Term.linear(spec.features(), true), new LeastSquaresProgram(spec.features(), true, 1e-9));
        }

        record Program(List<Term> terms, LeastSquaresProgram linear) implements WholeGroupProgram {

            @Override
            public List<String> extras() {
                return List.of("dropped");
            }

            @Override
            public GroupFitter fitter(Kernels kernels) {
                LeastSquaresSolver solver = kernels.leastSquares(linear);
                return (rows, out) -> fit(rows, solver, out);
            }

            private static FitStatus fit(GroupRows rows, LeastSquaresSolver solver, GroupFit out) {
                double first = rows.target()[rows.from()];
                if (first == 666) {
                    throw new ArithmeticException("cannot fit the beast");
                }
                if (first == 667) {
                    return FitStatus.OK; // with nothing written
                }
                if (first == 668) {
                    Arrays.fill(out.coefficients(), 1);
                    out.fittedRows(rows.count() + 1, 0, 0, 0);
                    return FitStatus.OK;
                }
                solver.solve(rows, null, out);
                double[] residuals = out.residuals(rows.count());
                int worst = 0;
                for (int i = 1; i < rows.count(); i++) {
                    worst = Math.abs(residuals[i]) > Math.abs(residuals[worst]) ? i : worst;
                }
                double[] weights = new double[rows.count()];
                Arrays.fill(weights, 1);
                weights[worst] = 0;
                out.reset();
                FitStatus status = solver.solve(rows, weights, out);
                out.extras()[0] = worst;
                return status;
            }

            @Override
            public double predict(double[] coefficients, double[] features) {
                return linear.predict(coefficients, features);
            }
        }
    }

    private static final Table TABLE = Table.builder()
            .column("g", new int[] {1, 2, 1, 2, 1, 2, 1, 2, 1, 3, 3, 3})
            .column("x", new double[] {1, 1, 2, 2, 3, 3, 4, 4, 5, 1, 2, 3})
            .column("y", new double[] {1, 666, 2, 2, 30, 3, 4, 4, 5, 5, 5, 5})
            .build();

    private static final FitSpec SPEC = FitSpec.groupBy("g")
            .targets("y")
            .features("x")
            .fitter("drop-worst")
            .minRows(3)
            .build();

    @Test
    void itRunsWithItsOwnColumnsAndTheUsualOnes() {
        FitResult result =
                engine.fit(TABLE, SPEC, RunOptions.defaults(), Plugins.find().with(new DropWorst()));
        double tolerance = engine.accuracy().allow(0);
        Fits.assertClose(Fits.value(result, "y_fit_beta1", 0), 1, tolerance, "slope");
        assertThat(result.groups().doubles("y_fit_dropped")[0]).isEqualTo(2);
        Fits.assertClose(Fits.value(result, "y_fit_chi2", 0), 27 * 27, tolerance, "chi2");
        assertThat(result.groups().doubles("y_fit_count")[0]).isEqualTo(5);
        assertThat(result.explanation().reduction()).isEqualTo("blockwise");
    }

    @Test
    void aThrowingGroupIsMarkedAndReportedAndCostsNoOther() {
        FitResult result =
                engine.fit(TABLE, SPEC, RunOptions.defaults(), Plugins.find().with(new DropWorst()));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(result.status("y", 1)).isEqualTo(FitStatus.FAILED);
        assertThat(result.groups().doubles("y_fit_beta1")[1]).isNaN();
        assertThat(result.status("y", 2)).isEqualTo(FitStatus.OK);
        assertThat(result.explanation().notes())
                .containsExactly("fitter drop-worst is at fault in 1 fit, marked FAILED; one of them: g=2:"
                        + " java.lang.ArithmeticException: cannot fit the beast");
    }

    @Test
    void whatTheFitterCannotUseIsAnErrorBeforeAnyWork() {
        Plugins plugins = Plugins.find().with(new DropWorst());
        FitSpec.Builder spec = FitSpec.groupBy("g")
                .targets("y")
                .features("x")
                .fitter("drop-worst")
                .minRows(3);
        assertThatThrownBy(() -> engine.fit(TABLE, spec.weight("x").build(), RunOptions.defaults(), plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("weight x: fitter drop-worst cannot use weights; fit without a weight");
        assertThatThrownBy(() ->
                        engine.fit(TABLE, spec.weight(null).intercept(false).build(), RunOptions.defaults(), plugins))
                .hasMessage("no intercept: fitter drop-worst always fits one; leave it in");
        assertThatThrownBy(() ->
                        engine.fit(TABLE, spec.intercept(true).features().build(), RunOptions.defaults(), plugins))
                .hasMessage("features: fitter drop-worst takes 1, got 0");
    }

    @ParameterizedTest
    @CsvSource({"667, returned OK with a NaN coefficient", "668, reported 4 rows used of 3"})
    void aFitThatCannotBeIsNotOk(double first, String fault) {
        Table table = Table.builder()
                .column("g", new int[3])
                .column("x", new double[] {1, 2, 3})
                .column("y", new double[] {first, 2, 3})
                .build();
        FitResult result =
                engine.fit(table, SPEC, RunOptions.defaults(), Plugins.find().with(new DropWorst()));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.FAILED);
        assertThat(result.explanation().notes())
                .containsExactly("fitter drop-worst is at fault in 1 fit, marked FAILED; one of them: g=0: " + fault);
    }

    /** A fitter whose program does not match the specification would have its numbers labelled wrongly. */
    @Test
    void aProgramForOtherFeaturesIsRefused() {
        Fitter wrong = new Fitter() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public FitterDescription describe() {
                return new FitterDescription("wrong", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
            }

            @Override
            public FitProgram compile(FitSpec spec) {
                return new LeastSquaresProgram(List.of("z"), true, 1e-9);
            }
        };
        FitSpec spec =
                FitSpec.groupBy("g").targets("y").features("x").fitter("wrong").build();
        assertThatThrownBy(() -> engine.fit(
                        TABLE, spec, RunOptions.defaults(), Plugins.find().with(wrong)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fitter wrong: the plug-in is at fault: its problem has the features [z],"
                        + " the specification [x]; report it to its author");
    }

    @Test
    void twoOfOneNameAreAnErrorThatNamesBoth() {
        Plugins once = Plugins.find().with(new DropWorst());
        assertThatThrownBy(() -> once.with(new DropWorst()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fitter drop-worst: provided twice, by module io.regroup.crossvalidation"
                        + " and by module io.regroup.crossvalidation; remove one of the two");
    }
}
