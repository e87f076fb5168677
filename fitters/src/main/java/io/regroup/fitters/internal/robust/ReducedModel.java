package io.regroup.fitters.internal.robust;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A linear model from which features can be dropped for a group, by least squares with changing weights. What has been dropped
 * stays so until the next group: all steps of an iteration fit the same model.
 */
final class ReducedModel {

    private final LeastSquaresProgram linear;
    private final Kernels kernels;
    private final int first;
    private final KeptFeatures view = new KeptFeatures();
    private final @Nullable LeastSquaresSolver[] solvers;
    private final @Nullable GroupFit[] starts;
    private final GroupFit[] steps;
    private final int[] kept;
    private int count;
    private GroupRows rows;
    private boolean diagnostics;
    private GroupFit fit;

    ReducedModel(LeastSquaresProgram linear, Kernels kernels) {
        int features = linear.features().size();
        this.linear = linear;
        this.kernels = kernels;
        this.first = linear.intercept() ? 1 : 0;
        this.solvers = new LeastSquaresSolver[features + 1];
        this.starts = new GroupFit[features + 1];
        this.steps = new GroupFit[features + 1];
        Arrays.setAll(steps, m -> new GroupFit(first + m, 0, false));
        this.kept = new int[features];
        this.rows = view;
        this.fit = steps[features];
    }

    /**
     * Moves to another group, with all features.
     *
     * @param withDiagnostics whether the first fit is to have a condition number; the same for all groups
     */
    void use(GroupRows newRows, boolean withDiagnostics) {
        rows = newRows;
        diagnostics = withDiagnostics;
        count = kept.length;
        Arrays.setAll(kept, j -> j);
    }

    /** Returns how many coefficients there are. */
    int terms() {
        return first + count;
    }

    /** Tells whether features were dropped. */
    boolean isReduced() {
        return count < kept.length;
    }

    /** Returns the last fit, of the terms that remain. */
    GroupFit fit() {
        return fit;
    }

    /** Returns a feature that remains. */
    double[] feature(int k) {
        return rows.feature(kept[k]);
    }

    /** Fits with the rows' own weights. */
    FitStatus start() {
        GroupFit start = starts[count];
        if (start == null) {
            start = new GroupFit(first + count, 0, diagnostics);
            starts[count] = start;
        }
        take(start);
        return solver(count).solve(used(), null, start);
    }

    /**
     * Fits with other weights.
     *
     * @param weights as of {@link LeastSquaresSolver#solve}
     */
    FitStatus step(double[] weights) {
        take(steps[count]);
        return solver(count).step(used(), weights, fit);
    }

    private void take(GroupFit into) {
        fit = into;
        into.reset();
    }

    private GroupRows used() {
        return isReduced() ? view : rows;
    }

    /** Drops the features that have no coefficient in the last fit; tells whether there are any. */
    boolean drop() {
        double[] coefficients = fit.coefficients();
        int left = 0;
        for (int k = 0; k < count; k++) {
            if (!Double.isNaN(coefficients[first + k])) {
                kept[left++] = kept[k];
            }
        }
        boolean dropped = left < count;
        count = left;
        return dropped;
    }

    /** Returns the condition number of the model as it is with the rows' own weights; NaN without diagnostics. */
    double conditionNumber() {
        return Objects.requireNonNull(starts[count]).conditionNumber();
    }

    /** Brings numbers of the terms that remain to their places in the full model; the others are NaN. */
    void expand(double[] ofRemaining, double[] ofAll) {
        // from the last, so that both may be the same array
        for (int j = kept.length - 1, k = count - 1; j >= 0; j--) {
            boolean remains = k >= 0 && kept[k] == j;
            ofAll[first + j] = remains ? ofRemaining[first + k--] : Double.NaN;
        }
        if (first == 1) {
            ofAll[0] = ofRemaining[0];
        }
    }

    private LeastSquaresSolver solver(int features) {
        LeastSquaresSolver made = solvers[features];
        if (made == null) {
            made = kernels.leastSquares(new LeastSquaresProgram(
                    linear.features().subList(0, features), linear.intercept(), linear.rankTolerance()));
            solvers[features] = made;
        }
        return made;
    }

    /** The rows with the features that remain. */
    private final class KeptFeatures implements GroupRows {

        @Override
        public int from() {
            return rows.from();
        }

        @Override
        public int to() {
            return rows.to();
        }

        @Override
        public int featureCount() {
            return count;
        }

        @Override
        public double[] feature(int index) {
            return rows.feature(kept[index]);
        }

        @Override
        public double[] target() {
            return rows.target();
        }

        @Override
        public double @Nullable [] weight() {
            return rows.weight();
        }
    }
}
