package io.regroup.api.spi;

import io.regroup.api.InvalidArgumentException;
import java.util.List;

/**
 * A linear least-squares problem per group and target: minimise {@code Σ wᵢ (yᵢ − b₀ − Σⱼ bⱼ xᵢⱼ)²}, where b₀ is absent
 * without an intercept. How it is solved is the engine's affair; what the answer must be is this:
 *
 * <ul>
 *   <li>Features are taken in order. One whose centred column (uncentred without an intercept), once projected on those
 *       before it, keeps less than {@code rankTolerance} of its norm is left out: its coefficient and error are NaN and
 *       the status is RANK_DEFICIENT. A feature that is constant, up to 8 ulp of its largest value, is left out beside an
 *       intercept.
 *   <li>Standard errors are {@code sqrt(s² · diag((XᵀWX)⁻¹))} with {@code s² = Σ w e² / (n − p)}, p counting the
 *       coefficients that are estimated; NaN when n = p.
 *   <li>With diagnostics, the condition number is the largest over the smallest singular value of the weighted design of the
 *       features that are kept, centred beside an intercept, each column scaled to norm 1.
 * </ul>
 *
 * @param features the names of the features, in order
 * @param intercept whether there is a constant term
 * @param rankTolerance the share of its norm that a feature must keep, in (0, 1)
 */
public record LeastSquaresProgram(List<String> features, boolean intercept, double rankTolerance)
        implements FitProgram {

    /** The rank tolerance unless the caller says otherwise. */
    public static final double DEFAULT_RANK_TOLERANCE = 1e-9;

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if the tolerance is not in (0, 1)
     */
    public LeastSquaresProgram {
        features = List.copyOf(features);
        if (!(rankTolerance > 0 && rankTolerance < 1)) {
            throw new InvalidArgumentException(
                    "rank-tolerance: expected a number between 0 and 1, got " + rankTolerance);
        }
    }

    @Override
    public Kind kind() {
        return Kind.MERGEABLE;
    }

    @Override
    public List<Term> terms() {
        return Term.linear(features, intercept);
    }

    @Override
    public double predict(double[] coefficients, double[] values) {
        int first = intercept ? 1 : 0;
        double sum = intercept ? coefficients[0] : 0;
        for (int j = 0; j < values.length; j++) {
            double slope = coefficients[first + j];
            if (!Double.isNaN(slope)) {
                sum = Math.fma(slope, values[j], sum);
            }
        }
        return sum;
    }
}
