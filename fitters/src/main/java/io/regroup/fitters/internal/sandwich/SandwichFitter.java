package io.regroup.fitters.internal.sandwich;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;

/**
 * Has the engine solve a group, and estimates its errors from the residuals. With an orthonormal basis Q of the weighted design
 * and coefficients {@code b = L Qᵀ √W y} the covariance is {@code L M Lᵀ}, where M stands in the middle, see {@link Middle}. Residuals
 * and rows of L are scaled by powers of two, to numbers of about 1, because doubles may not hold their squares.
 */
final class SandwichFitter implements GroupFitter {

    private final LeastSquaresSolver solver;
    private final Middle middle;
    private final OrthonormalDesign design;
    private final boolean intercept;
    private double[] scaled = new double[0];
    private int exponent;

    SandwichFitter(LeastSquaresSolver solver, Middle middle, int features, boolean intercept) {
        this.solver = solver;
        this.middle = middle;
        this.design = new OrthonormalDesign(features, intercept);
        this.intercept = intercept;
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        FitStatus status = solver.solve(rows, null, out);
        if (!status.isFitted()) {
            return status;
        }
        out.keepResiduals();
        Arrays.fill(out.errors(), Double.NaN);
        design.use(rows, out.coefficients());
        double[][] m = middle.of(rows, design, scaled(rows, out.residuals(rows.count())));
        if (middle.clusters() > 0) {
            out.extras()[0] = middle.clusters();
        }
        int first = intercept ? 1 : 0;
        int kept = 0;
        for (int term = 0; term < out.errors().length; term++) {
            if (!Double.isNaN(out.coefficients()[term])) {
                double[] combination = term < first ? design.ofIntercept() : design.ofSlope(kept++);
                out.errors()[term] = Math.scalb(root(combination, m), exponent);
            }
        }
        return status;
    }

    /** Returns √w e / 2^exponent. */
    private double[] scaled(GroupRows rows, double[] residuals) {
        int count = rows.count();
        if (scaled.length < count) {
            scaled = new double[Math.max(count, 2 * scaled.length)];
        }
        double[] weights = rows.weight();
        for (int i = 0; i < count; i++) {
            scaled[i] = weights == null ? residuals[i] : Math.sqrt(weights[rows.from() + i]) * residuals[i];
        }
        exponent = exponentOfLargest(scaled, count);
        double scale = Math.scalb(1.0, -exponent);
        for (int i = 0; i < count; i++) {
            scaled[i] *= scale;
        }
        return scaled;
    }

    /** Returns √(lᵀ M l). */
    private static double root(double[] l, double[][] m) {
        int size = exponentOfLargest(l, m.length);
        double scale = Math.scalb(1.0, -size);
        double sum = 0;
        for (int a = 0; a < m.length; a++) {
            double inner = 0;
            for (int b = 0; b < m.length; b++) {
                inner = Math.fma(m[a][b], scale * l[b], inner);
            }
            sum = Math.fma(scale * l[a], inner, sum);
        }
        return Math.scalb(Math.sqrt(sum), size);
    }

    private static int exponentOfLargest(double[] values, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest > 0 ? Math.getExponent(largest) : 0;
    }
}
