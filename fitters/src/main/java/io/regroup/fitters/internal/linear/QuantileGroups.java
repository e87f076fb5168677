package io.regroup.fitters.internal.linear;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import java.util.Arrays;

/**
 * Fits quantiles, group after group, on centred and scaled columns, starting near least squares. Which features are left out is
 * decided as for least squares.
 */
final class QuantileGroups implements GroupFitter {

    private final QuantileProgram program;
    private final RidgeProgram leastSquares;
    private final int features;
    private final int first;
    private final GroupFit start;
    private final ElementalDescent descent;
    private final Sparsity sparsity;
    private final ColumnRows rows;
    private double[] ones = new double[0];
    private double[] weights = new double[0];
    private double[] guess = new double[0];
    private double[] kept = new double[0];
    private int[] items = new int[0];

    QuantileGroups(QuantileProgram program) {
        this.program = program;
        this.leastSquares = new RidgeProgram(program.model(), 0, false);
        this.features = program.model().features().size();
        this.first = program.model().intercept() ? 1 : 0;
        this.start = new GroupFit(first + features, leastSquares.extras().size(), false);
        this.descent = new ElementalDescent(program.tau());
        this.sparsity = new Sparsity(program.tau());
        this.rows = new ColumnRows(features);
    }

    @Override
    public FitStatus fit(GroupRows given, GroupFit out) {
        double[] slab = new double[leastSquares.width()];
        start.reset();
        leastSquares.accumulate(given, given.from(), given.to(), slab, 0);
        FitStatus rank = leastSquares.finish(slab, 0, start);
        if (!rank.isFitted()) {
            return rank;
        }
        int count = given.count();
        makeRoom(count);
        Scaled problem = new Scaled(given);
        problem.guess();
        boolean done = descent.minimise(problem.columns.length, count, problem.columns, rows.target(), weights, guess);
        return problem.store(out, done ? rank : FitStatus.NOT_CONVERGED);
    }

    private void makeRoom(int count) {
        if (ones.length < count) {
            int length = Math.max(count, 2 * ones.length);
            ones = new double[length];
            Arrays.fill(ones, 1);
            weights = new double[length];
            guess = new double[length];
            kept = new double[length];
            items = new int[length];
        }
    }

    /**
     * One group in columns of the size of 1: {@code u = (x − centre) / scale}, {@code v = (y − centre) / scale}, w divided by the
     * largest. Centres are weighted means, 0 without an intercept; scales are powers of two.
     */
    private final class Scaled {

        private final GroupRows given;
        private final int count;
        private final int[] places;
        private final double[][] columns;
        private final double[] centres;
        private final double[] scales;
        private final double total;
        private final double weightScale;
        private final double targetCentre;
        private final double targetScale;

        Scaled(GroupRows given) {
            this.given = given;
            this.count = given.count();
            rows.use(given);
            double[] w = given.weight();
            double largest = 1;
            if (w != null) {
                largest = 0;
                for (int i = 0; i < count; i++) {
                    largest = Math.max(largest, w[given.from() + i]);
                }
            }
            this.weightScale = Math.scalb(1.0, Math.max(Math.getExponent(largest), Double.MIN_EXPONENT));
            double sum = 0;
            for (int i = 0; i < count; i++) {
                weights[i] = w == null ? 1 : w[given.from() + i] / weightScale;
                sum += weights[i];
            }
            this.total = sum;
            int[] found = new int[features];
            int rank = 0;
            for (int j = 0; j < features; j++) {
                if (!Double.isNaN(start.coefficients()[first + j])) {
                    found[rank++] = j;
                }
            }
            this.places = Arrays.copyOf(found, rank);
            this.columns = new double[first + rank][];
            this.centres = new double[rank];
            this.scales = new double[rank];
            if (first == 1) {
                columns[0] = ones;
            }
            for (int c = 0; c < rank; c++) {
                double[] x = given.feature(places[c]);
                double[] u = rows.feature(places[c]);
                centres[c] = centre(x);
                scales[c] = scale(x, centres[c]);
                place(x, centres[c], scales[c], u);
                columns[first + c] = u;
            }
            this.targetCentre = centre(given.target());
            this.targetScale = scale(given.target(), targetCentre);
            place(given.target(), targetCentre, targetScale, rows.target());
        }

        private double centre(double[] values) {
            if (first == 0) {
                return 0;
            }
            double origin = values[given.from()];
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += weights[i] * (values[given.from() + i] - origin);
            }
            return origin + sum / total;
        }

        private double scale(double[] values, double centre) {
            double spread = 0;
            for (int i = 0; i < count; i++) {
                spread = Math.max(spread, Math.abs(values[given.from() + i] - centre));
            }
            return spread == 0 ? 1 : Math.scalb(1.0, Math.max(Math.getExponent(spread), Double.MIN_EXPONENT));
        }

        private void place(double[] values, double centre, double scale, double[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = (values[given.from() + i] - centre) / scale;
            }
        }

        /** Residuals of least squares, beside an intercept about their own quantile. */
        void guess() {
            System.arraycopy(rows.target(), 0, guess, 0, count);
            for (int c = 0; c < places.length; c++) {
                double slope = start.coefficients()[first + places[c]] * (scales[c] / targetScale);
                for (int i = 0; i < count; i++) {
                    guess[i] = Math.fma(-slope, columns[first + c][i], guess[i]);
                }
            }
            if (first == 1) {
                double level = quantile(guess);
                for (int i = 0; i < count; i++) {
                    guess[i] -= level;
                }
            }
        }

        /** The weighted quantile: the least value at or below which there is a share τ of the weight. */
        private double quantile(double[] values) {
            for (int i = 0; i < count; i++) {
                items[i] = i;
            }
            return values[items[WeightedSelection.select(items, count, values, weights, program.tau() * total)]];
        }

        FitStatus store(GroupFit out, FitStatus status) {
            double[] coefficients = out.coefficients();
            double intercept = first == 1 ? Math.fma(targetScale, descent.solution(0), targetCentre) : 0;
            boolean finite = true;
            for (int c = 0; c < places.length; c++) {
                double slope = descent.solution(first + c) * (targetScale / scales[c]);
                coefficients[first + places[c]] = slope;
                intercept = Math.fma(-slope, centres[c], intercept);
                finite &= Double.isFinite(slope);
            }
            if (first == 1) {
                coefficients[0] = intercept;
                finite &= Double.isFinite(intercept);
            }
            if (!finite) {
                return FitStatus.FAILED;
            }
            double[] residuals = out.residuals(count);
            for (int i = 0; i < count; i++) {
                kept[i] = descent.residual(i);
                residuals[i] = kept[i] * targetScale;
            }
            out.keepResiduals();
            double objective = loss(kept);
            out.extras()[0] = objective * targetScale * weightScale;
            out.extras()[1] = pseudoR1(objective);
            storeErrors(out.errors());
            return status;
        }

        private double loss(double[] values) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += weights[i] * values[i] * (values[i] < 0 ? program.tau() - 1 : program.tau());
            }
            return sum;
        }

        /** The share of the loss about the target's quantile, or about 0 without an intercept, that the features explain. */
        private double pseudoR1(double objective) {
            double level = first == 1 ? quantile(rows.target()) : 0;
            for (int i = 0; i < count; i++) {
                guess[i] = rows.target()[i] - level;
            }
            double whole = loss(guess);
            return whole > 0 ? 1 - objective / whole : Double.NaN;
        }

        /** Errors under independent, equally distributed residuals: sparsity · sqrt(τ (1 − τ) diag((XᵀW²X)⁻¹)). */
        private void storeErrors(double[] errors) {
            for (int i = 0; i < count; i++) {
                kept[i] *= weights[i];
            }
            double deviation = sparsity.of(kept, count, columns.length, descent.zeros()) * targetScale;
            if (Double.isNaN(deviation)) {
                return;
            }
            deviation *= Math.sqrt(program.tau() * (1 - program.tau()));
            CentredFactor summary = new CentredFactor(places.length, first == 1);
            double[] slab = new double[summary.width()];
            double[] squares = rows.weight();
            if (squares != null) {
                for (int i = 0; i < count; i++) {
                    squares[i] = weights[i] * weights[i];
                }
            }
            summary.add(rows.only(places), 0, count, slab, 0);
            double[][] inverse = summary.inverse(slab, 0);
            double[] ofMean = new double[places.length];
            for (int c = 0; c < places.length; c++) {
                double mean = summary.pivot(slab, 0, c) + summary.shift(slab, 0, c) + centres[c] / scales[c];
                double error = 0;
                for (int k = c; k < places.length; k++) {
                    error = Math.hypot(error, inverse[c][k]);
                    ofMean[k] = Math.fma(mean, inverse[c][k], ofMean[k]);
                }
                errors[first + places[c]] = deviation * error / scales[c];
            }
            if (first == 1) {
                double error = 1 / Math.sqrt(summary.totalWeight(slab, 0));
                for (double entry : ofMean) {
                    error = Math.hypot(error, entry);
                }
                errors[0] = deviation * error;
            }
        }
    }
}
