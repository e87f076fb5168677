package io.regroup.fitters.internal.linear;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/**
 * Fits polynomials in one feature, group after group. The coefficients of the basis are computed in doubles and corrected once
 * by what residuals still contain of the basis, in extended precision, which gives them about 30 digits. So the coefficients of
 * powers, to which conversion may lose ten digits and more, are right for the rows as given.
 */
final class PolynomialGroups implements GroupFitter {

    private final PolynomialProgram program;
    private final OrthogonalBasis basis;
    private final double[] high;
    private final double[] low;
    private final Extended[][] powers;
    private final Extended[] values;
    private final Extended[] contained;
    private final Extended residual = new Extended();
    private final Extended part = new Extended();
    private final Extended sum = new Extended();
    private double[] weights = new double[0];

    PolynomialGroups(PolynomialProgram program) {
        int size = program.size();
        this.program = program;
        this.basis = new OrthogonalBasis(size, program.intercept());
        this.high = new double[size];
        this.low = new double[size];
        this.values = zeros(size);
        this.contained = zeros(size);
        this.powers = new Extended[size][];
        for (int k = 0; k < size; k++) {
            powers[k] = zeros(k + 1);
        }
    }

    private static Extended[] zeros(int count) {
        Extended[] zeros = new Extended[count];
        for (int i = 0; i < count; i++) {
            zeros[i] = new Extended();
        }
        return zeros;
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        double[] x = rows.feature(0);
        int from = rows.from();
        int count = rows.count();
        scaleWeights(rows.weight(), from, count);
        basis.build(x, from, weights, count);
        int size = basis.size();
        double[] residuals = out.residuals(count);
        System.arraycopy(rows.target(), from, residuals, 0, count);
        basis.project(x, from, residuals, count, high);
        correct(rows, residuals);
        basis.powers(powers);
        boolean finite = storeCoefficients(out.coefficients());
        if (!finite) {
            return FitStatus.FAILED;
        }
        storeErrors(residuals, count, out.errors());
        program.store(basis, high, out.extras());
        out.keepResiduals();
        return size < program.size() ? FitStatus.RANK_DEFICIENT : FitStatus.OK;
    }

    /** Weights from 1 to 2 for the largest: a power of two costs no digits, and nothing overflows. */
    private void scaleWeights(double @Nullable [] given, int from, int count) {
        if (weights.length < count) {
            weights = new double[Math.max(count, 2 * weights.length)];
        }
        double largest = 0;
        for (int i = 0; i < count && given != null; i++) {
            largest = Math.max(largest, given[from + i]);
        }
        double scale = Math.scalb(1.0, -Math.max(Math.getExponent(largest), -Double.MAX_EXPONENT));
        for (int i = 0; i < count; i++) {
            weights[i] = given == null ? 1 : given[from + i] * scale;
        }
    }

    /** Corrects the coefficients by what residuals still contain of the basis, in extended precision, and then the residuals. */
    private void correct(GroupRows rows, double[] residuals) {
        double[] x = rows.feature(0);
        double[] y = rows.target();
        int size = basis.size();
        for (int k = 0; k < size; k++) {
            contained[k].set(0, 0);
        }
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.from() + i;
            basis.evaluate(x[row], values);
            residual.set(y[row], 0);
            for (int k = 0; k < size; k++) {
                part.set(values[k]);
                part.multiply(-high[k], 0);
                residual.add(part);
            }
            residuals[i] = residual.high();
            residual.multiply(weights[i], 0);
            for (int k = 0; k < size; k++) {
                values[k].multiply(residual);
                contained[k].add(values[k]);
            }
        }
        for (int k = 0; k < size; k++) {
            low[k] = contained[k].high() / basis.squaredNorm(k);
        }
        basis.subtract(x, rows.from(), residuals, rows.count(), low);
    }

    private boolean storeCoefficients(double[] coefficients) {
        boolean finite = true;
        for (int j = 0; j < basis.size(); j++) {
            sum.set(0, 0);
            for (int k = j; k < basis.size(); k++) {
                part.set(powers[k][j]);
                part.multiply(high[k], low[k]);
                sum.add(part);
            }
            coefficients[j] = sum.high() + sum.low();
            finite &= Double.isFinite(coefficients[j]);
        }
        return finite;
    }

    /** Coefficients of the basis are uncorrelated, with variances s² / Nₖ. */
    private void storeErrors(double[] residuals, int count, double[] errors) {
        int size = basis.size();
        double deviation = ResidualSpread.deviation(residuals, weights, count, size);
        for (int j = 0; j < size; j++) {
            double error = 0;
            for (int k = j; k < size; k++) {
                error = Math.hypot(error, powers[k][j].high() / Math.sqrt(basis.squaredNorm(k)));
            }
            errors[j] = deviation * error;
        }
    }
}
