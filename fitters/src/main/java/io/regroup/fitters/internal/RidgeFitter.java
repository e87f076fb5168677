package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.fitters.internal.linear.RidgeProgram;
import java.util.List;
import java.util.Set;

/**
 * Ridge regression: minimise {@code Σ w (y − b₀ − Σ bⱼ xⱼ)² + λ Σ (sⱼ bⱼ)²} with sⱼ the standard deviation of feature j.
 * Source: Hoerl, Kennard, Ridge regression, Technometrics 12 (1970) 55–67.
 */
public final class RidgeFitter implements Fitter {

    private static final FitterOption<Double> PENALTY = FitterOption.number(
            "penalty",
            1,
            "a number of at least 0",
            value -> value >= 0 && Double.isFinite(value),
            "what the squares of slopes are multiplied by");

    private static final FitterOption<Boolean> STANDARDIZE = FitterOption.truth(
            "standardize", true, "slopes count per standard deviation of their feature, or as they are");

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
                List.of(PENALTY.description(), STANDARDIZE.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new RidgeProgram(
                new LeastSquaresProgram(spec.features(), spec.intercept(), LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                PENALTY.of(spec),
                STANDARDIZE.of(spec));
    }
}
