package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.OptionDescription;
import io.regroup.fitters.internal.linear.RidgeProgram;
import java.util.List;
import java.util.Set;

/**
 * Ridge regression: minimise {@code Σ w (y − b₀ − Σ bⱼ xⱼ)² + λ Σ (sⱼ bⱼ)²} with sⱼ the standard deviation of feature j.
 * Source: Hoerl, Kennard, Ridge regression, Technometrics 12 (1970) 55–67.
 */
public final class RidgeFitter implements Fitter {

    private static final String PENALTY = "penalty";
    private static final String STANDARDIZE = "standardize";
    private static final double DEFAULT_PENALTY = 1;

    /** Makes the fitter; called by the service loader. */
    public RidgeFitter() {}

    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "least squares with a penalty on the squares of slopes; the intercept is not penalised",
                Set.of(FitProgram.Kind.MERGEABLE),
                FitterSupport.ALL,
                List.of(
                        new OptionDescription(
                                PENALTY,
                                Double.toString(DEFAULT_PENALTY),
                                "what the squares of slopes are multiplied by, at least 0"),
                        new OptionDescription(
                                STANDARDIZE,
                                "true",
                                "true: slopes count per standard deviation of their feature; false: as they are")));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        double penalty = NumberOptions.number(
                spec,
                PENALTY,
                DEFAULT_PENALTY,
                "a number of at least 0",
                value -> value >= 0 && Double.isFinite(value));
        return new RidgeProgram(
                new LeastSquaresProgram(spec.features(), spec.intercept(), LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                penalty,
                NumberOptions.truth(spec, STANDARDIZE, true));
    }
}
