package io.regroup.fitters.internal.sandwich;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;

/**
 * Has the engine solve a group, and estimates its errors from the residuals. With an orthonormal basis Q of the weighted design
 * and coefficients {@code b = L Qᵀ √W y} the covariance is {@code L M Lᵀ}, where M stands in the middle, see {@link Middle}.
 */
final class SandwichFitter implements GroupFitter {

    private final LeastSquaresSolver solver;
    private final Middle middle;
    private final OrthonormalDesign design;
    private final boolean intercept;
    private double[] scaled = new double[0];

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
                out.errors()[term] = Math.sqrt(variance(combination, m));
            }
        }
        return status;
    }

    /** Returns √w e. */
    private double[] scaled(GroupRows rows, double[] residuals) {
        int count = rows.count();
        if (scaled.length < count) {
            scaled = new double[Math.max(count, 2 * scaled.length)];
        }
        double[] weights = rows.weight();
        for (int i = 0; i < count; i++) {
            scaled[i] = weights == null ? residuals[i] : Math.sqrt(weights[rows.from() + i]) * residuals[i];
        }
        return scaled;
    }

    private static double variance(double[] l, double[][] m) {
        double sum = 0;
        for (int a = 0; a < m.length; a++) {
            double inner = 0;
            for (int b = 0; b < m.length; b++) {
                inner = Math.fma(m[a][b], l[b], inner);
            }
            sum = Math.fma(l[a], inner, sum);
        }
        return sum;
    }
}
