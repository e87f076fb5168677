package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.fitters.internal.robust.Convention;
import io.regroup.fitters.internal.robust.IterationLimits;
import io.regroup.fitters.internal.robust.MEstimatorProgram;
import io.regroup.fitters.internal.robust.Psi;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/** What the M-estimators have in common: options of their iteration, and how they describe themselves. */
final class RobustOptions {

    static final FitterOption<Double> TOLERANCE = FitterOption.number(
            "tolerance",
            IterationLimits.USUAL.tolerance(),
            "a number between 0 and 1",
            RobustOptions::isShare,
            "relative change of the residuals at which the iteration ends");

    static final FitterOption<Integer> MAX_ITERATIONS = FitterOption.wholeNumber(
            "max-iterations",
            IterationLimits.USUAL.most(),
            "a whole number of at least 1",
            value -> value >= 1,
            "the most iterations");

    static final FitterOption<String> CONVENTION = FitterOption.choice(
            "convention",
            List.of("statsmodels", "mass"),
            "constants as in statsmodels (normal quartile 0.67448975…, variances over n) or R's MASS (0.6745, n - 1)");

    static final FitterOption<Double> RANK_TOLERANCE = FitterOption.number(
            "rank-tolerance",
            LeastSquaresProgram.DEFAULT_RANK_TOLERANCE,
            "a number between 0 and 1",
            RobustOptions::isShare,
            "share of its centred norm that a feature must keep beside those before it");

    /** Of the estimators whose result depends on it. */
    static final FitterOption<String> START = FitterOption.choice(
            "start",
            List.of("ols", "huber"),
            "where the iteration begins: at least squares, or at Huber's estimate with k = 1.345");

    private static final List<FitterOption<?>> COMMON = List.of(TOLERANCE, MAX_ITERATIONS, CONVENTION, RANK_TOLERANCE);

    private RobustOptions() {}

    /** Describes an M-estimator, with the common options after its own. */
    static FitterDescription describe(String summary, FitterOption<?>... own) {
        return new FitterDescription(
                summary,
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                FitterSupport.ALL,
                Stream.concat(Stream.of(own), COMMON.stream())
                        .map(FitterOption::description)
                        .toList());
    }

    /** Makes an option for a tuning constant. */
    static FitterOption<Double> tuning(
            String name, double byDefault, String expected, DoublePredicate rule, String meaning) {
        return FitterOption.number(
                name, byDefault, expected, value -> Double.isFinite(value) && rule.test(value), meaning);
    }

    /** Makes the program of an M-estimator that begins with least squares. */
    static MEstimatorProgram program(FitSpec spec, Psi psi) {
        return program(spec, psi, MEstimatorProgram.Start.OLS);
    }

    /** Makes the program of an M-estimator. */
    static MEstimatorProgram program(FitSpec spec, Psi psi, MEstimatorProgram.Start start) {
        Convention convention = CONVENTION.of(spec).equals("mass") ? Convention.MASS : Convention.STATSMODELS;
        return new MEstimatorProgram(linear(spec), psi, start, limits(spec), convention);
    }

    /** Reads where the iteration begins. */
    static MEstimatorProgram.Start start(FitSpec spec) {
        return START.of(spec).equals("huber") ? MEstimatorProgram.Start.HUBER : MEstimatorProgram.Start.OLS;
    }

    static IterationLimits limits(FitSpec spec) {
        return new IterationLimits(TOLERANCE.of(spec), MAX_ITERATIONS.of(spec));
    }

    static LeastSquaresProgram linear(FitSpec spec) {
        return new LeastSquaresProgram(spec.features(), spec.intercept(), RANK_TOLERANCE.of(spec));
    }

    private static boolean isShare(double value) {
        return value > 0 && value < 1;
    }
}
