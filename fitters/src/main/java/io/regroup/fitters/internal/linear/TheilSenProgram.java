package io.regroup.fitters.internal.linear;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;

/**
 * Theil and Sen's line: its slope is the median of the slopes of all pairs of rows with different x.
 *
 * @param model the line
 * @param confidence of the bounds of the slope, between 0 and 1
 */
public record TheilSenProgram(LeastSquaresProgram model, double confidence) implements WholeGroupProgram {

    @Override
    public List<Term> terms() {
        return model.terms();
    }

    @Override
    public List<String> extras() {
        return List.of("slope_low", "slope_high");
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new TheilSenGroups(kernels, Normal.quantile((1 + confidence) / 2));
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return model.predict(coefficients, features);
    }
}
