package io.regroup.fitters.internal.linear;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * A polynomial in one feature, on a basis of polynomials that are orthogonal on the rows. Beside the coefficients of powers of x,
 * results have those of the basis and what defines it: with {@code t = (x − centre) / scale},
 *
 * <pre>{@code
 * p₀ = 1, or x / scale without an intercept
 * p₁ = (t − a₀) p₀
 * p₍ₖ₊₁₎ = (t − aₖ) pₖ − cₖ p₍ₖ₋₁₎
 * }</pre>
 *
 * the model is {@code Σ basisₖ pₖ}. Rows far from 0 are predicted from these, because powers of a large x cancel.
 *
 * @param feature the name of x
 * @param intercept whether there is a constant term
 * @param degree the highest power, at least 1
 */
public record PolynomialProgram(String feature, boolean intercept, int degree) implements WholeGroupProgram {

    /** The place of the centre among the extras, counted from the last coefficient of the basis; then come scale, a and c. */
    private int centre() {
        return size();
    }

    /** How many coefficients there are. */
    int size() {
        return degree + (intercept ? 1 : 0);
    }

    @Override
    public List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        if (intercept) {
            terms.add(new Term(Term.Kind.INTERCEPT, "intercept", 0));
        }
        for (int power = 1; power <= degree; power++) {
            terms.add(new Term(Term.Kind.SLOPE, power == 1 ? feature : feature + "^" + power, power));
        }
        return List.copyOf(terms);
    }

    @Override
    public List<String> extras() {
        List<String> extras = new ArrayList<>();
        for (int k = 0; k < size(); k++) {
            extras.add("basis" + k);
        }
        extras.add("basis_centre");
        extras.add("basis_scale");
        for (int k = 0; k < size() - 1; k++) {
            extras.add("basis_a" + k);
        }
        for (int k = 1; k < size() - 1; k++) {
            extras.add("basis_c" + k);
        }
        return List.copyOf(extras);
    }

    /** Writes the columns of a basis and its coefficients. */
    void store(OrthogonalBasis basis, double[] coefficients, double[] extras) {
        System.arraycopy(coefficients, 0, extras, 0, basis.size());
        extras[centre()] = basis.centre();
        extras[centre() + 1] = basis.scale();
        for (int k = 0; k < basis.size() - 1; k++) {
            extras[a(k)] = basis.a(k);
            if (k > 0) {
                extras[c(k)] = basis.c(k);
            }
        }
    }

    private int a(int k) {
        return centre() + 2 + k;
    }

    private int c(int k) {
        return a(size() - 2) + k;
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new PolynomialGroups(this);
    }

    /** Evaluates powers of x, for who has nothing but their coefficients. */
    @Override
    public double predict(double[] coefficients, double[] features) {
        double x = features[0];
        double sum = 0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = Math.fma(sum, x, Double.isNaN(coefficients[k]) ? 0 : coefficients[k]);
        }
        return intercept ? sum : sum * x;
    }

    /** Evaluates the basis (Clenshaw's recurrence). */
    @Override
    public double predict(double[] coefficients, double[] extras, double[] features) {
        double scale = extras[centre() + 1];
        double t = (features[0] - extras[centre()]) / scale;
        double sum = 0;
        double before = 0;
        for (int k = size() - 1; k >= 0; k--) {
            double coefficient = extras[k];
            if (Double.isNaN(coefficient)) {
                continue;
            }
            double next = coefficient;
            if (k + 1 < size() && !Double.isNaN(extras[k + 1])) {
                next = Math.fma(t - extras[a(k)], sum, next);
            }
            if (k + 2 < size() && !Double.isNaN(extras[k + 2])) {
                next = Math.fma(-extras[c(k + 1)], before, next);
            }
            before = sum;
            sum = next;
        }
        return intercept ? sum : sum * (features[0] / scale);
    }
}
