package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.robust.Convention;
import io.regroup.fitters.internal.robust.IterationLimits;
import io.regroup.fitters.internal.robust.MEstimatorProgram;
import io.regroup.fitters.internal.robust.Psi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;

/** What the M-estimators have in common: options of their iteration, and how they describe themselves. */
final class RobustOptions {

    static final String TOLERANCE = "tolerance";
    static final String MAX_ITERATIONS = "max-iterations";
    static final String CONVENTION = "convention";
    static final String START = "start";
    static final String RANK_TOLERANCE = "rank-tolerance";

    private static final String SHARE = "a number between 0 and 1";

    private RobustOptions() {}

    /** Describes an M-estimator, with the common options after its own. */
    static FitterDescription describe(String summary, List<OptionDescription> own) {
        List<OptionDescription> options = new ArrayList<>(own);
        options.add(new OptionDescription(
                TOLERANCE,
                Double.toString(IterationLimits.USUAL.tolerance()),
                "relative change of the residuals at which the iteration ends, in (0, 1)"));
        options.add(new OptionDescription(
                MAX_ITERATIONS, Integer.toString(IterationLimits.USUAL.most()), "the most iterations, at least 1"));
        options.add(new OptionDescription(
                CONVENTION,
                "statsmodels",
                "constants: statsmodels (normal quartile 0.67448975…, variances over n) or mass (R's 0.6745, n − 1)"));
        options.add(new OptionDescription(
                RANK_TOLERANCE,
                Double.toString(LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                "share of its centred norm that a feature must keep beside those before it, in (0, 1)"));
        return new FitterDescription(summary, Set.of(FitProgram.Kind.WHOLE_GROUP), FitterSupport.ALL, options);
    }

    /** Describes the option {@link #START}. */
    static OptionDescription describeStart() {
        return new OptionDescription(
                START, "ols", "where the iteration begins: ols, or huber for Huber's estimate with k = 1.345");
    }

    /** Makes the program of an M-estimator. */
    static MEstimatorProgram program(FitSpec spec, Psi psi) {
        boolean huber =
                NumberOptions.choice(spec, START, List.of("ols", "huber")).equals("huber");
        boolean mass = NumberOptions.choice(spec, CONVENTION, List.of("statsmodels", "mass"))
                .equals("mass");
        return new MEstimatorProgram(
                linear(spec),
                psi,
                huber ? MEstimatorProgram.Start.HUBER : MEstimatorProgram.Start.OLS,
                limits(spec),
                mass ? Convention.MASS : Convention.STATSMODELS);
    }

    /** Reads a tuning constant. */
    static double tuning(FitSpec spec, String option, double byDefault, String expected, DoublePredicate rule) {
        return NumberOptions.number(
                spec, option, byDefault, expected, value -> Double.isFinite(value) && rule.test(value));
    }

    static IterationLimits limits(FitSpec spec) {
        IterationLimits usual = IterationLimits.USUAL;
        return new IterationLimits(
                NumberOptions.number(spec, TOLERANCE, usual.tolerance(), SHARE, RobustOptions::isShare),
                NumberOptions.wholeNumber(
                        spec, MAX_ITERATIONS, usual.most(), "a whole number of at least 1", value -> value >= 1));
    }

    static LeastSquaresProgram linear(FitSpec spec) {
        double tolerance = NumberOptions.number(
                spec, RANK_TOLERANCE, LeastSquaresProgram.DEFAULT_RANK_TOLERANCE, SHARE, RobustOptions::isShare);
        return new LeastSquaresProgram(spec.features(), spec.intercept(), tolerance);
    }

    private static boolean isShare(double value) {
        return value > 0 && value < 1;
    }
}
