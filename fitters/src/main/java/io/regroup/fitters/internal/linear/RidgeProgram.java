package io.regroup.fitters.internal.linear;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import java.util.List;

/**
 * Ridge regression from a summary that can be combined: minimise {@code Σ w (y − b₀ − Σ bⱼ xⱼ)² + λ Σ (sⱼ bⱼ)²}.
 *
 * @param model the model without the penalty
 * @param penalty λ, at least 0
 * @param standardize whether sⱼ is the weighted population standard deviation of feature j (its root mean square without an
 *     intercept), or 1
 */
public record RidgeProgram(LeastSquaresProgram model, double penalty, boolean standardize) implements SummaryProgram {

    @Override
    public List<Term> terms() {
        return model.terms();
    }

    @Override
    public List<String> extras() {
        return List.of("df");
    }

    private CentredFactor summary() {
        return new CentredFactor(model.features().size(), model.intercept());
    }

    @Override
    public int width() {
        return summary().width();
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        summary().add(rows, from, to, slab, at);
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        summary().combine(into, at, later, laterAt);
    }

    @Override
    public FitStatus finish(double[] slab, int at, GroupFit out) {
        return new RidgeSolution(this, summary(), slab, at).solve(out);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return model.predict(coefficients, features);
    }
}
