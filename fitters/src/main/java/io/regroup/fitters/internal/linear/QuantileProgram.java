package io.regroup.fitters.internal.linear;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;

/**
 * Quantile regression: minimise {@code Σ w ρ(y − b₀ − Σ bⱼ xⱼ)} with {@code ρ(r) = r (τ − [r < 0])}.
 *
 * @param model the linear model
 * @param tau τ, between 0 and 1
 */
public record QuantileProgram(LeastSquaresProgram model, double tau) implements WholeGroupProgram {

    @Override
    public List<Term> terms() {
        return model.terms();
    }

    @Override
    public List<String> extras() {
        return List.of("objective", "pseudo_r1");
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new QuantileGroups(this);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return model.predict(coefficients, features);
    }
}
