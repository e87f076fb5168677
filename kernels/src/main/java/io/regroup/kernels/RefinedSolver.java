package io.regroup.kernels;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Least squares as accurately as doubles allow: a triangular factor of the centred, scaled, weighted rows, followed by
 * corrections from residuals in extended precision. The reference engine fits every group this way, faster ones those
 * groups that moments cannot serve.
 *
 * <p>The triangular factor R of the design A decides the rank, feature by feature in the order given: a feature whose
 * diagonal entry is below the tolerance times its column's norm is dropped and the rest factored anew. The solution then
 * starts from zero and is corrected by {@code δ = R⁻¹ R⁻ᵀ Aᵀ W r} until nothing changes: the corrected seminormal
 * equations. Because r and AᵀWr are computed in about 106 bits from the exact rows, the corrections converge to the
 * solution of the problem as stated, not of a rounded one, as long as the condition number of the scaled design is well
 * below 1e15; see Å. Björck, Numerical Methods for Least Squares Problems (SIAM 1996), section 6.6.5.
 */
public final class RefinedSolver implements LeastSquaresSolver {

    /** Factors a matrix with at least as many rows as columns: A = QR with Q orthogonal, without exchanging columns. */
    @FunctionalInterface
    public interface TriangularFactor {

        /**
         * Returns R.
         *
         * @param a the matrix by rows; may be overwritten
         * @return a square upper triangular matrix by rows, of any signs
         */
        double[][] of(double[][] a);
    }

    private static final int MOST_CORRECTIONS = 20;

    /** What is left of a difference of two sums of doubles when the two are equal. */
    private static final double DUST = 0x1p-98;

    /** Above this spread of R's diagonal, standard errors are corrected in extended precision too. */
    private static final double ILL_CONDITIONED = 100;

    private final LeastSquaresProgram problem;
    private final TriangularFactor triangularFactor;
    private final int first;
    private @Nullable Design design;

    /**
     * Makes a solver for one thread.
     *
     * @param problem the shape of the problem
     * @param triangularFactor an orthogonal factorisation
     */
    public RefinedSolver(LeastSquaresProgram problem, TriangularFactor triangularFactor) {
        this.problem = problem;
        this.triangularFactor = triangularFactor;
        this.first = problem.intercept() ? 1 : 0;
    }

    @Override
    public FitStatus solve(GroupRows rows, double @Nullable [] weights, GroupFit out) {
        Design current = design;
        if (current == null) {
            current = new Design(problem.features().size(), problem.intercept(), rows);
            design = current;
        }
        if (weights == null) {
            current.use(rows, rows.weight(), 0);
        } else {
            current.use(rows, weights, -rows.from());
        }
        return new OneGroup(rows, current, out).solve();
    }

    /** The work on one group. Columns of A are the intercept, if any, then the kept features in order. */
    private final class OneGroup {

        private final GroupRows rows;
        private final Design design;
        private final GroupFit out;
        private int[] kept;
        private double[][] r;

        OneGroup(GroupRows rows, Design design, GroupFit out) {
            this.rows = rows;
            this.design = design;
            this.out = out;
            this.kept = new int[problem.features().size()];
            this.r = new double[0][];
        }

        FitStatus solve() {
            factor();
            DoubleDouble[] solution = zeros(first + kept.length);
            double[] residuals = out.residuals(rows.count());
            if (!correct(solution, residuals) || !store(solution)) {
                return FitStatus.FAILED;
            }
            storeErrors(residuals);
            for (int i = 0; i < rows.count(); i++) {
                residuals[i] /= design.targetScale();
            }
            if (out.wantsDiagnostics()) {
                out.conditionNumber(conditionNumber());
            }
            return kept.length == problem.features().size() ? FitStatus.OK : FitStatus.RANK_DEFICIENT;
        }

        /** Factors the design, dropping features that depend on those before them. */
        private void factor() {
            int count = 0;
            int[] candidates = new int[kept.length];
            for (int j = 0; j < candidates.length; j++) {
                if (!design.isConstant(j)) {
                    candidates[count++] = j;
                }
            }
            while (true) {
                int dependent = factor(candidates, count);
                if (dependent < 0) {
                    break;
                }
                System.arraycopy(candidates, dependent + 1, candidates, dependent, count - dependent - 1);
                count--;
            }
            kept = Arrays.copyOf(candidates, count);
        }

        /** Factors the design with the candidates; returns the place of the first that depends on others, or -1. */
        private int factor(int[] candidates, int count) {
            int columns = first + count;
            if (columns == 0) {
                r = new double[0][];
                return -1;
            }
            double[][] a = new double[rows.count()][columns];
            double[] norms = new double[columns];
            for (int i = 0; i < a.length; i++) {
                int row = rows.from() + i;
                double root = Math.sqrt(design.weight(row));
                if (first == 1) {
                    a[i][0] = root;
                }
                for (int k = 0; k < count; k++) {
                    double value = root * design.high(candidates[k], row);
                    a[i][first + k] = value;
                    norms[first + k] += value * value;
                }
            }
            r = triangularFactor.of(a);
            for (int k = first; k < columns; k++) {
                if (Math.abs(r[k][k]) < problem.rankTolerance() * Math.sqrt(norms[k])) {
                    return k - first;
                }
            }
            return -1;
        }

        /** Corrects the solution until the corrections no longer shrink, and leaves its residuals; false on overflow. */
        private boolean correct(DoubleDouble[] solution, double[] residuals) {
            double previous = Double.POSITIVE_INFINITY;
            for (int step = 0; step < MOST_CORRECTIONS; step++) {
                double[] correction = gradient(solution, residuals);
                solveTransposed(correction);
                double size = norm(correction);
                solveUpper(correction);
                if (!Double.isFinite(size)) {
                    return false;
                }
                if (size >= previous / 2) {
                    return true;
                }
                boolean changes = false;
                for (int c = 0; c < correction.length; c++) {
                    double before = solution[c].value();
                    solution[c].add(correction[c]);
                    changes |= Math.abs(correction[c]) > Math.ulp(before) / 4;
                }
                if (!changes) {
                    return true;
                }
                previous = size;
            }
            gradient(solution, residuals);
            return true;
        }

        /** Computes the residuals, and returns AᵀWr, all in extended precision but for the final rounding. */
        private double[] gradient(DoubleDouble[] solution, double[] residuals) {
            DoubleDouble[] sums = zeros(solution.length);
            DoubleDouble residual = new DoubleDouble();
            DoubleDouble weighted = new DoubleDouble();
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.from() + i;
                residual.set(design.target(row));
                residual.add(-design.targetPivot());
                if (first == 1) {
                    residual.add(-solution[0].high(), -solution[0].low());
                }
                for (int k = 0; k < kept.length; k++) {
                    residual.addProduct(
                            -design.high(kept[k], row),
                            -design.low(kept[k], row),
                            solution[first + k].high(),
                            solution[first + k].low());
                }
                // the target is about 1, and this is beyond what two doubles resolve: a perfect fit has no residuals
                residuals[i] = Math.abs(residual.value()) < DUST ? 0 : residual.value();
                weighted.set(0);
                weighted.addProduct(design.weight(row), residual.high(), residual.low());
                addColumns(sums, row, weighted);
            }
            return values(sums);
        }

        /** Adds a row of A, times a factor, to the sums. */
        private void addColumns(DoubleDouble[] sums, int row, DoubleDouble factor) {
            if (first == 1) {
                sums[0].add(factor);
            }
            for (int k = 0; k < kept.length; k++) {
                sums[first + k].addProduct(
                        design.high(kept[k], row), design.low(kept[k], row), factor.high(), factor.low());
            }
        }

        private static DoubleDouble[] zeros(int count) {
            DoubleDouble[] zeros = new DoubleDouble[count];
            Arrays.setAll(zeros, k -> new DoubleDouble());
            return zeros;
        }

        private static double[] values(DoubleDouble[] sums) {
            double[] values = new double[sums.length];
            Arrays.setAll(values, k -> sums[k].value());
            return values;
        }

        private void solveTransposed(double[] v) {
            for (int c = 0; c < v.length; c++) {
                for (int k = 0; k < c; k++) {
                    v[c] -= r[k][c] * v[k];
                }
                v[c] /= r[c][c];
            }
        }

        private void solveUpper(double[] v) {
            for (int c = v.length - 1; c >= 0; c--) {
                for (int k = c + 1; k < v.length; k++) {
                    v[c] -= r[c][k] * v[k];
                }
                v[c] /= r[c][c];
            }
        }

        private static double norm(double[] v) {
            double sum = 0;
            for (double value : v) {
                sum += value * value;
            }
            return Math.sqrt(sum);
        }

        /** Writes the coefficients in the units of the data; false if one is not finite. */
        private boolean store(DoubleDouble[] solution) {
            double[] coefficients = out.coefficients();
            DoubleDouble constant = new DoubleDouble();
            if (first == 1) {
                constant.add(design.targetPivot());
                constant.add(solution[0]);
            }
            double largest = Math.abs(design.targetPivot());
            boolean finite = true;
            for (int k = 0; k < kept.length; k++) {
                int j = kept[k];
                DoubleDouble slope = solution[first + k];
                coefficients[first + j] = design.unscaled(j, slope.value());
                finite &= Double.isFinite(coefficients[first + j]);
                constant.addProduct(-design.pivot(j), slope.high(), slope.low());
                largest = Math.max(largest, Math.abs(design.pivot(j) * slope.high()));
            }
            if (first == 1) {
                boolean dust = Math.abs(constant.value()) < DUST * largest;
                coefficients[0] = dust ? 0 : constant.value() / design.targetScale();
                finite &= Double.isFinite(coefficients[0]);
            }
            return finite;
        }

        /** Standard errors: s times the root of the diagonal of (XᵀWX)⁻¹ = R⁻¹R⁻ᵀ, the intercept taken back to x = 0. */
        private void storeErrors(double[] residuals) {
            int columns = first + kept.length;
            int free = design.counting() - columns;
            if (free <= 0) {
                return;
            }
            double squares = 0;
            for (int i = 0; i < rows.count(); i++) {
                squares += design.weight(rows.from() + i) * residuals[i] * residuals[i];
            }
            double variance = squares / free;
            boolean corrected = diagonalRatio() > ILL_CONDITIONED;
            double[] combination = new double[columns];
            for (int k = 0; k < kept.length; k++) {
                Arrays.fill(combination, 0);
                combination[first + k] = 1;
                double error = Math.sqrt(variance * inverseForm(combination, corrected));
                out.errors()[first + kept[k]] = design.unscaled(kept[k], error);
            }
            if (first == 1) {
                combination[0] = 1;
                for (int k = 0; k < kept.length; k++) {
                    combination[1 + k] = -design.pivot(kept[k]);
                }
                out.errors()[0] = Math.sqrt(variance * inverseForm(combination, corrected)) / design.targetScale();
            }
        }

        /**
         * Returns {@code cᵀ (AᵀWA)⁻¹ c}. From R alone this loses as many digits as the condition number has; where that
         * is felt, the solution of {@code AᵀWA z = c} is corrected like the coefficients are.
         */
        private double inverseForm(double[] c, boolean corrected) {
            double[] v = c.clone();
            solveTransposed(v);
            double size = norm(v);
            if (!corrected) {
                return size * size;
            }
            DoubleDouble[] z = zeros(c.length);
            double previous = Double.POSITIVE_INFINITY;
            for (int step = 0; step < MOST_CORRECTIONS && size < previous / 2; step++) {
                solveUpper(v);
                for (int k = 0; k < v.length; k++) {
                    z[k].add(v[k]);
                }
                previous = size;
                v = rest(c, z);
                solveTransposed(v);
                size = norm(v);
            }
            DoubleDouble form = new DoubleDouble();
            for (int k = 0; k < c.length; k++) {
                form.addProduct(c[k], z[k].high(), z[k].low());
            }
            return form.value();
        }

        /** Returns {@code c − AᵀWA z}, in extended precision but for the final rounding. */
        private double[] rest(double[] c, DoubleDouble[] z) {
            DoubleDouble[] sums = zeros(c.length);
            for (int k = 0; k < c.length; k++) {
                sums[k].set(c[k]);
            }
            DoubleDouble image = new DoubleDouble();
            DoubleDouble weighted = new DoubleDouble();
            for (int row = rows.from(); row < rows.to(); row++) {
                image.set(0);
                if (first == 1) {
                    image.add(z[0]);
                }
                for (int k = 0; k < kept.length; k++) {
                    image.addProduct(
                            design.high(kept[k], row),
                            design.low(kept[k], row),
                            z[first + k].high(),
                            z[first + k].low());
                }
                weighted.set(0);
                weighted.addProduct(-design.weight(row), image.high(), image.low());
                addColumns(sums, row, weighted);
            }
            return values(sums);
        }

        /** A cheap lower bound of the condition number of the scaled design: how far the diagonal of R spreads. */
        private double diagonalRatio() {
            double smallest = 1;
            for (int k = first; k < r.length; k++) {
                double norm = 0;
                for (int i = 0; i <= k; i++) {
                    norm = Math.hypot(norm, r[i][k]);
                }
                smallest = Math.min(smallest, Math.abs(r[k][k]) / norm);
            }
            return 1 / smallest;
        }

        /** The condition number of the kept features' columns, each brought to norm 1 and, beside an intercept, centred. */
        private double conditionNumber() {
            int features = kept.length;
            if (features == 0) {
                return 1;
            }
            // below an intercept's row, R is the factor of the centred columns
            double[][] scaled = new double[features][features];
            for (int c = 0; c < features; c++) {
                double norm = 0;
                for (int k = 0; k <= c; k++) {
                    norm = Math.hypot(norm, r[first + k][first + c]);
                }
                for (int k = 0; k <= c; k++) {
                    scaled[k][c] = r[first + k][first + c] / norm;
                }
            }
            return SingularValues.conditionNumber(scaled);
        }
    }
}
