package io.regroup.fitters.internal.robust;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;
import java.util.Set;

/**
 * The M-estimator of a linear model, by iteratively reweighted least squares; see {@link MEstimator}.
 *
 * @param linear the model
 * @param psi how much a row pulls
 * @param start where the iteration begins
 * @param limits when it ends
 * @param convention constants
 */
public record MEstimatorProgram(
        LeastSquaresProgram linear, Psi psi, Start start, IterationLimits limits, Convention convention)
        implements WholeGroupProgram {

    /** Where an iteration begins. */
    public enum Start {
        /** At the least-squares fit. */
        OLS,
        /** At Huber's estimate with k = 1.345, which begins at the least-squares fit. */
        HUBER
    }

    @Override
    public List<Term> terms() {
        return linear.terms();
    }

    @Override
    public List<String> extras() {
        return psi.redescends()
                ? List.of("scale", "iterations", "downweighted", "rejected")
                : List.of("scale", "iterations", "downweighted");
    }

    /** Steps that get smaller slowly end further from the answer than the last one is long. */
    @Override
    public Iteration iteration() {
        return new Iteration(Math.min(1, 100 * limits.tolerance()), Set.of("iterations"));
    }

    @Override
    public List<String> reasons() {
        return Reason.texts();
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new MEstimator(this, kernels);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return linear.predict(coefficients, features);
    }
}
