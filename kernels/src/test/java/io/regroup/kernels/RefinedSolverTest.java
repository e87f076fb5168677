package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefinedSolverTest extends SolverContract {

    @Override
    LeastSquaresSolver solver(LeastSquaresProgram problem) {
        return new RefinedSolver(problem, Householder::upper);
    }

    /** A polynomial of degree 7 on [10, 15]: the condition number is beyond 1e8, and all but a few digits are right. */
    @Test
    void correctionsBringDigitsBack() {
        int rows = 60;
        double[][] powers = new double[7][rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            double t = 10 + i / 12.0;
            for (int j = 0; j < powers.length; j++) {
                powers[j][i] = j == 0 ? t : powers[j - 1][i] * t;
            }
            y[i] = t + random.nextGaussian();
        }
        OneGroup group = new OneGroup(powers, y, null);
        GroupFit fit = new GroupFit(8, 0, true);
        LeastSquaresProgram problem = new LeastSquaresProgram(problem(7, true).features(), true, 1e-14);
        assertThat(solver(problem).solve(group, null, fit)).isEqualTo(FitStatus.OK);
        assertThat(fit.conditionNumber()).isGreaterThan(1e8);
        isExact(group, null, true, fit, 1e-12);
    }

    /** The share of its norm that a feature must keep decides, not something near it. */
    @Test
    void rankToleranceIsABorder() {
        double[] x = {1, -1, 1, -1};
        double[] y = {1, 2, 4, 9};
        for (double share : new double[] {0.009, 0.011}) {
            double[] z = {1 + share, -1 + share, 1 - share, -1 - share};
            assertThat(rank(x, z, y)).isEqualTo(share < 0.01 ? FitStatus.RANK_DEFICIENT : FitStatus.OK);
        }
    }

    /** The norm is that of the column, most of whose values may be far below its largest. */
    @Test
    void rankToleranceIsAShareOfTheNorm() {
        double[] x = new double[100];
        double[] z = new double[100];
        double[] y = new double[100];
        x[0] = 1;
        x[1] = -1;
        y[7] = 1;
        for (double share : new double[] {0.006, 0.008}) {
            z[0] = 1 + share;
            z[1] = -1 + share;
            z[2] = -share;
            z[3] = -share;
            // what z has beyond x is 2 share, its norm the root of 2
            assertThat(rank(x, z, y)).isEqualTo(share < 0.007 ? FitStatus.RANK_DEFICIENT : FitStatus.OK);
        }
    }

    private FitStatus rank(double[] x, double[] z, double[] y) {
        LeastSquaresProgram problem = new LeastSquaresProgram(problem(2, true).features(), true, 0.01);
        return solver(problem).solve(new OneGroup(new double[][] {x, z}, y, null), null, new GroupFit(3, 0, false));
    }

    /** About an intercept a feature is constant if it varies by rounding alone; through the origin it never is, but for 0. */
    @Test
    void constantFeatures() {
        double[] y = {1, 2, 4, 9};
        double[] rounding = {0.3, 0.1 + 0.2, 0.3, 0.3};
        double[] zeros = new double[4];
        assertThat(status(rounding, y, true)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(status(rounding, y, false)).isEqualTo(FitStatus.OK);
        assertThat(status(zeros, y, false)).isEqualTo(FitStatus.RANK_DEFICIENT);
        double[] barely = {1, 1 + 0x1p-45, 1, 1};
        assertThat(status(barely, y, true)).isEqualTo(FitStatus.OK);
    }

    private FitStatus status(double[] x, double[] y, boolean intercept) {
        GroupFit fit = new GroupFit(intercept ? 2 : 1, 0, true);
        FitStatus status = solver(problem(1, intercept)).solve(new OneGroup(new double[][] {x}, y, null), null, fit);
        if (status == FitStatus.RANK_DEFICIENT) {
            assertThat(fit.conditionNumber()).isEqualTo(1);
            assertThat(fit.coefficients()[fit.coefficients().length - 1]).isNaN();
        }
        return status;
    }

    /** A target that is zero everywhere, or constant, leaves exact zeros. */
    @Test
    void constantTargets() {
        double[] x = {1, 2, 4, 9, 11};
        for (double value : new double[] {0, 0.1}) {
            double[] y = new double[5];
            Arrays.fill(y, value);
            GroupFit fit = new GroupFit(2, 0, false);
            assertThat(solver(problem(1, true)).solve(new OneGroup(new double[][] {x}, y, null), null, fit))
                    .isEqualTo(FitStatus.OK);
            assertThat(fit.coefficients()).containsExactly(value, 0);
            assertThat(fit.errors()).containsExactly(0, 0);
            assertThat(Arrays.copyOf(fit.residuals(5), 5)).containsOnly(0);
        }
    }

    /** A perfect fit has no residuals and no errors, not some dust. */
    @Test
    void perfectFits() {
        double[] x = {1, 2, 3, 5, 8, 13};
        double[] y = Arrays.stream(x).map(v -> 3 * v - 0.5).toArray();
        GroupFit fit = new GroupFit(2, 0, false);
        assertThat(solver(problem(1, true)).solve(new OneGroup(new double[][] {x}, y, null), null, fit))
                .isEqualTo(FitStatus.OK);
        assertThat(fit.coefficients()).containsExactly(-0.5, 3);
        assertThat(fit.errors()[1]).isLessThan(1e-15);
    }

    /** Residuals of a millionth of a millionth of the target keep their digits, and so do the errors that follow. */
    @Test
    void smallResidualsKeepTheirDigits() {
        int rows = 30;
        double[][] x = {random.doubles(rows).toArray(), random.doubles(rows).toArray()};
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = 1 / 3.0 + x[0][i] / 7 - x[1][i] / 11 + 1e-12 * random.nextGaussian();
        }
        OneGroup group = new OneGroup(x, y, null);
        GroupFit fit = new GroupFit(3, 0, false);
        assertThat(solver(problem(2, true)).solve(group, null, fit)).isEqualTo(FitStatus.OK);
        isExact(group, null, true, fit, 1e-13);
    }

    /** A line through the origin has no intercept, however far from it the rows are. */
    @Test
    void noInterceptFarFromTheOrigin() {
        for (double offset : new double[] {0, 1e3, 1e6, -1e9}) {
            double[] x = {offset + 1, offset + 2, offset + 4, offset + 7, offset + 11};
            double[] y = Arrays.stream(x).map(v -> 3 * v).toArray();
            GroupFit fit = new GroupFit(2, 0, false);
            assertThat(solver(problem(1, true)).solve(new OneGroup(new double[][] {x}, y, null), null, fit))
                    .isEqualTo(FitStatus.OK);
            assertThat(fit.coefficients()).containsExactly(0, 3);
        }
    }
}
