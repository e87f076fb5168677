package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.fitters.internal.linear.QuantileProgram;
import java.util.List;
import java.util.Set;

/**
 * Quantile regression, by default that of the median, which is the fit of least absolute deviations. Source: R. Koenker,
 * G. Bassett, Regression quantiles, Econometrica 46 (1978) 33–50, doi:10.2307/1913643.
 */
public final class QuantileFitter implements Fitter {

    private static final FitterOption<Double> TAU = FitterOption.number(
            "tau", 0.5, "a number between 0 and 1", value -> value > 0 && value < 1, "which quantile");

    /** Makes the fitter; called by the service loader. */
    public QuantileFitter() {}

    @Override
    public String name() {
        return "quantile";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "a quantile of the target as a linear model, exactly; by default the median, by least absolute deviations",
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                FitterSupport.ALL,
                List.of(TAU.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new QuantileProgram(
                new LeastSquaresProgram(spec.features(), spec.intercept(), LeastSquaresProgram.DEFAULT_RANK_TOLERANCE),
                TAU.of(spec));
    }
}
