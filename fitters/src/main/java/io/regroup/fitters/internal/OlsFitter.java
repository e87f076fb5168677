package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.StandardErrors;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.fitters.internal.sandwich.SandwichProgram;
import java.util.List;
import java.util.Set;

/**
 * Ordinary least squares, weighted when a weight is given. What must come out is stated by {@link LeastSquaresProgram};
 * how, is for the engine. Errors other than the classic ones are estimated here, from the rows of whole groups.
 */
public final class OlsFitter implements Fitter {

    private static final FitterOption<Double> RANK_TOLERANCE = FitterOption.number(
            "rank-tolerance",
            LeastSquaresProgram.DEFAULT_RANK_TOLERANCE,
            "a number between 0 and 1",
            value -> value > 0 && value < 1,
            "share of its centred norm that a feature must keep beside those before it");

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
                List.of(RANK_TOLERANCE.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        LeastSquaresProgram problem =
                new LeastSquaresProgram(spec.features(), spec.intercept(), RANK_TOLERANCE.of(spec));
        return spec.errors().equals(StandardErrors.CLASSIC)
                ? problem
                : new SandwichProgram(problem, spec.errors().kind());
    }
}
