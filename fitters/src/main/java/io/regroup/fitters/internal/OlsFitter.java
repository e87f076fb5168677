package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.StandardErrors;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.sandwich.SandwichProgram;
import java.util.List;
import java.util.Set;

/**
 * Ordinary least squares, weighted when a weight is given. What must come out is stated by {@link LeastSquaresProgram};
 * how, is for the engine. Errors other than the classic ones are estimated here, from the rows of whole groups.
 */
public final class OlsFitter implements Fitter {

    private static final String RANK_TOLERANCE = "rank-tolerance";

    /** Makes the fitter; called by the service loader. */
    public OlsFitter() {}

    @Override
    public String name() {
        return "ols";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "ordinary least squares, weighted when a weight is given",
                Set.of(FitProgram.Kind.MERGEABLE, FitProgram.Kind.WHOLE_GROUP),
                FitterSupport.ALL.withRobustErrors(),
                List.of(new OptionDescription(
                        RANK_TOLERANCE,
                        Double.toString(LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                        "share of its centred norm that a feature must keep beside those before it, in (0, 1)")));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        String given = spec.fitterOptions().get(RANK_TOLERANCE);
        double tolerance = given == null ? LeastSquaresProgram.DEFAULT_RANK_TOLERANCE : number(given);
        LeastSquaresProgram problem = new LeastSquaresProgram(spec.features(), spec.intercept(), tolerance);
        return spec.errors().equals(StandardErrors.CLASSIC)
                ? problem
                : new SandwichProgram(problem, spec.errors().kind());
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(RANK_TOLERANCE + ": expected a number between 0 and 1, got " + text, e);
        }
    }
}
