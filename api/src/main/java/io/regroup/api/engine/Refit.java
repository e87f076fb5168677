package io.regroup.api.engine;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/** Fits some rows of a group, and says how far all of its rows are from that fit. For one thread. */
interface Refit {

    /**
     * Fits the rows that are marked.
     *
     * @param rows all rows of the group
     * @param kept 1 for those to fit, 0 for the others; that of row {@code from() + i} at i
     * @param count how many are marked
     * @param out receives what the program writes
     * @return how it went
     */
    FitStatus fit(GroupRows rows, double[] kept, int count, GroupFit out);

    /**
     * Returns how far all rows are from the last fit, if there is one.
     *
     * @return the residual of row {@code from() + i} at i; until the next fit, not to be changed
     */
    double[] residuals();

    /** Returns how rows are fitted again by a program. */
    static Refit of(FitProgram program, Kernels kernels) {
        return program instanceof LeastSquaresProgram problem
                ? new Solved(kernels.leastSquares(problem))
                : new Packed(program, RowFitter.fitter(program, kernels));
    }

    /** Least squares: a row of weight 0 does not count, and solvers write the residuals of such rows as well. */
    final class Solved implements Refit {

        private final LeastSquaresSolver solver;
        private double[] weights = new double[0];
        private double[] residuals = new double[0];

        Solved(LeastSquaresSolver solver) {
            this.solver = solver;
        }

        @Override
        public FitStatus fit(GroupRows rows, double[] kept, int count, GroupFit out) {
            boolean all = count == rows.count();
            FitStatus status = solver.solve(rows, all ? null : weights(rows, kept), out);
            residuals = out.residuals(rows.count());
            return status;
        }

        @Override
        public double[] residuals() {
            return residuals;
        }

        private double[] weights(GroupRows rows, double[] kept) {
            double[] own = rows.weight();
            if (own == null) {
                return kept;
            }
            int count = rows.count();
            int from = rows.from();
            if (weights.length < count) {
                weights = new double[Math.max(count, 2 * weights.length)];
            }
            for (int i = 0; i < count; i++) {
                weights[i] = kept[i] * own[from + i];
            }
            return weights;
        }
    }

    /** Any program: the rows that count are copied together, and the others' residuals follow from the model. */
    final class Packed implements Refit {

        private final FitProgram program;
        private final GroupFitter fitter;
        private final KeptRows some = new KeptRows();
        private final double[] coefficients;
        private final double[] extras;
        private double[] row = new double[0];
        private double[] residuals = new double[0];

        Packed(FitProgram program, GroupFitter fitter) {
            this.program = program;
            this.fitter = fitter;
            this.coefficients = new double[program.terms().size()];
            this.extras = new double[program.extras().size()];
        }

        @Override
        public FitStatus fit(GroupRows rows, double[] kept, int count, GroupFit out) {
            boolean all = count == rows.count();
            if (!all) {
                some.copy(rows, kept);
            }
            FitStatus status = fitter.fit(all ? rows : some, out);
            if (status.isFitted()) {
                writeResiduals(rows, kept, count, out);
            }
            return status;
        }

        @Override
        public double[] residuals() {
            return residuals;
        }

        /** Takes the residuals that the program knows, and computes the rest. */
        private void writeResiduals(GroupRows rows, double[] kept, int count, GroupFit out) {
            if (residuals.length < rows.count()) {
                residuals = new double[Math.max(rows.count(), 2 * residuals.length)];
            }
            boolean known = out.hasResiduals();
            double[] own = out.residuals(count);
            System.arraycopy(out.coefficients(), 0, coefficients, 0, coefficients.length);
            System.arraycopy(out.extras(), 0, extras, 0, extras.length);
            row = row.length == rows.featureCount() ? row : new double[rows.featureCount()];
            int next = 0;
            for (int i = 0; i < rows.count(); i++) {
                if (known && kept[i] > 0) {
                    residuals[i] = own[next++];
                    continue;
                }
                int at = rows.from() + i;
                for (int j = 0; j < row.length; j++) {
                    row[j] = rows.feature(j)[at];
                }
                residuals[i] = rows.target()[at] - program.predict(coefficients, extras, row);
            }
        }
    }
}
