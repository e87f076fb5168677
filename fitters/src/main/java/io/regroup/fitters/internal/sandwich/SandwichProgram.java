package io.regroup.fitters.internal.sandwich;

import io.regroup.api.StandardErrors;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;

/**
 * Least squares whose standard errors are of the sandwich form, see {@link StandardErrors}. They take every residual and its
 * leverage, so groups have to be whole.
 *
 * @param problem what is fitted
 * @param errors how errors are estimated, not CLASSIC
 */
public record SandwichProgram(LeastSquaresProgram problem, StandardErrors.Kind errors) implements WholeGroupProgram {

    private static final String CLUSTERS = "clusters";

    @Override
    public List<Term> terms() {
        return problem.terms();
    }

    @Override
    public List<String> extras() {
        return errors == StandardErrors.Kind.CLUSTER ? List.of(CLUSTERS) : List.of();
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new SandwichFitter(
                kernels.leastSquares(problem),
                new Middle(errors),
                problem.features().size(),
                problem.intercept());
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return problem.predict(coefficients, features);
    }
}
