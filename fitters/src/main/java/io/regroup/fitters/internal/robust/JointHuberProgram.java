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
 * Huber's estimate of a linear model and its scale at once: the minimum of a convex function, see {@link JointHuber}.
 *
 * @param linear the model
 * @param epsilon scales up to which a row has full weight, above 1
 * @param alpha what the squares of slopes are multiplied by, at least 0
 * @param limits when the iteration ends
 */
public record JointHuberProgram(LeastSquaresProgram linear, double epsilon, double alpha, IterationLimits limits)
        implements WholeGroupProgram {

    @Override
    public List<Term> terms() {
        return linear.terms();
    }

    @Override
    public List<String> extras() {
        return List.of("scale", "iterations", "downweighted");
    }

    @Override
    public Iteration iteration() {
        return new Iteration(Math.min(1, 10 * limits.tolerance()), Set.of("iterations"));
    }

    @Override
    public List<String> reasons() {
        return Reason.texts();
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new JointHuber(this, kernels);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return linear.predict(coefficients, features);
    }
}
