package io.regroup.fitters.internal.linear;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fits polynomials in several features, group after group: the engine solves the problem in products of u, and decides the rank; the
 * solution and its covariance, which follows from the triangular factor of these products, are then converted.
 */
final class ProductsGroups implements GroupFitter {

    /** A feature whose spread is below this share of its size is constant up to rounding. */
    private static final double CONSTANT = 8 * Math.ulp(1.0);

    private final ProductsProgram program;
    private final ProductTerms products;
    private final int first;
    private final LeastSquaresSolver solver;
    private final ColumnRows rows;
    private final double[] centres;
    private final double[] scales;
    private @Nullable GroupFit solution;

    ProductsGroups(ProductsProgram program, Kernels kernels) {
        this.program = program;
        this.products = program.products();
        this.first = program.first();
        this.solver = kernels.leastSquares(program.problem());
        this.rows = new ColumnRows(products.size());
        this.centres = new double[products.features().size()];
        this.scales = new double[centres.length];
    }

    @Override
    public FitStatus fit(GroupRows given, GroupFit out) {
        GroupFit inBasis = solution;
        if (inBasis == null) {
            inBasis = new GroupFit(first + products.size(), 0, out.wantsDiagnostics());
            solution = inBasis;
        }
        inBasis.reset();
        rows.use(given);
        for (int j = 0; j < centres.length; j++) {
            place(given, j);
        }
        multiply(given);
        FitStatus status = solver.solve(rows, null, inBasis);
        if (!status.isFitted()) {
            return status;
        }
        int count = given.count();
        System.arraycopy(inBasis.residuals(count), 0, out.residuals(count), 0, count);
        out.keepResiduals();
        out.conditionNumber(inBasis.conditionNumber());
        System.arraycopy(inBasis.coefficients(), 0, out.extras(), 0, first + products.size());
        for (int j = 0; j < centres.length; j++) {
            out.extras()[program.centre(j)] = centres[j];
            out.extras()[program.scale(j)] = scales[j];
        }
        new Conversion(inBasis, out).run(given);
        for (double coefficient : out.coefficients()) {
            if (Double.isInfinite(coefficient)) {
                return FitStatus.FAILED;
            }
        }
        return status;
    }

    /** Finds the centre and the scale, a power of two, of a feature; one that is constant becomes 0. */
    private void place(GroupRows given, int feature) {
        double[] x = given.feature(feature);
        double[] w = given.weight();
        double start = x[given.from()];
        double total = 0;
        double sum = 0;
        double largest = 0;
        for (int i = given.from(); i < given.to(); i++) {
            double weight = w == null ? 1 : w[i];
            total += weight;
            sum += weight * (x[i] - start);
            largest = Math.max(largest, Math.abs(x[i]));
        }
        centres[feature] = program.intercept() ? start + sum / total : 0;
        double spread = 0;
        for (int i = given.from(); i < given.to(); i++) {
            spread = Math.max(spread, Math.abs(x[i] - centres[feature]));
        }
        boolean constant = program.intercept() && spread <= CONSTANT * Math.scalb(1.0, Math.getExponent(largest));
        scales[feature] = constant ? 1 : Math.scalb(1.0, Math.getExponent(Math.max(spread, Double.MIN_NORMAL)) + 1);
        double[] u = rows.feature(feature);
        for (int i = 0; i < given.count(); i++) {
            u[i] = constant ? 0 : (x[given.from() + i] - centres[feature]) / scales[feature];
        }
    }

    /** The first products are the features themselves, each later one is a product of one before and a feature. */
    private void multiply(GroupRows given) {
        for (int p = centres.length; p < products.size(); p++) {
            double[] product = rows.feature(p);
            double[] parent = rows.feature(products.parent(p));
            double[] factor = rows.feature(products.factor(p));
            for (int i = 0; i < given.count(); i++) {
                product[i] = parent[i] * factor[i];
            }
        }
    }

    /** Expands products of u in products of x: coefficients, and errors by the covariance {@code s² R⁻¹R⁻ᵀ}. */
    private final class Conversion {

        private final GroupFit inBasis;
        private final double[] coefficients;
        private final double[] errors;
        private final int[] kept;

        Conversion(GroupFit inBasis, GroupFit out) {
            this.inBasis = inBasis;
            this.coefficients = out.coefficients();
            this.errors = out.errors();
            int[] found = new int[products.size()];
            int rank = 0;
            for (int p = 0; p < found.length; p++) {
                if (!Double.isNaN(inBasis.coefficients()[first + p])) {
                    found[rank++] = p;
                }
            }
            this.kept = Arrays.copyOf(found, rank);
        }

        void run(GroupRows given) {
            int size = products.size();
            // row 0 is the constant's
            double[][] spread = new double[size + 1][kept.length];
            double[] sums = new double[size + 1];
            boolean[] reached = new boolean[size + 1];
            CentredFactor summary = new CentredFactor(kept.length, program.intercept());
            double[] slab = new double[summary.width()];
            summary.add(rows.only(kept), 0, given.count(), slab, 0);
            double[][] inverse = summary.inverse(slab, 0);
            for (int c = 0; c < kept.length; c++) {
                double slope = inBasis.coefficients()[first + kept[c]];
                for (int p = 1 - first; p <= size; p++) {
                    if (p > 0 && !products.divides(p - 1, kept[c])) {
                        continue;
                    }
                    double share = share(p - 1, kept[c]);
                    double mean = p == 0 ? summary.pivot(slab, 0, c) + summary.shift(slab, 0, c) : 0;
                    if (share == 0 && mean == 0) {
                        continue;
                    }
                    reached[p] = true;
                    sums[p] = Math.fma(share, slope, sums[p]);
                    for (int k = c; k < kept.length; k++) {
                        spread[p][k] = Math.fma(share - mean, inverse[c][k], spread[p][k]);
                    }
                }
            }
            double deviation = ResidualSpread.deviation(
                    inBasis.residuals(given.count()), rows.weight(), given.count(), kept.length + first);
            if (first == 1) {
                coefficients[0] = inBasis.coefficients()[0] + sums[0];
                errors[0] = deviation * norm(1 / Math.sqrt(summary.totalWeight(slab, 0)), spread[0]);
            }
            for (int p = 1; p <= size; p++) {
                if (reached[p]) {
                    coefficients[first + p - 1] = sums[p];
                    errors[first + p - 1] = deviation * norm(0, spread[p]);
                }
            }
        }

        private static double norm(double start, double[] values) {
            double norm = start;
            for (double value : values) {
                norm = Math.hypot(norm, value);
            }
            return norm;
        }

        /** What a product of u has of a product of x that is contained in it, or of the constant: binomial coefficients. */
        private double share(int product, int ofBasis) {
            double share = 1;
            for (int j = 0; j < centres.length; j++) {
                int power = products.exponent(ofBasis, j);
                int rest = power - (product < 0 ? 0 : products.exponent(product, j));
                for (int k = 1; k <= rest; k++) {
                    share = share * (power - rest + k) / k * -centres[j];
                }
                for (int k = 0; k < power; k++) {
                    share /= scales[j];
                }
            }
            return share;
        }
    }
}
