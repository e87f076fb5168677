package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The numbers that a fit produces, column by column: one entry per group, one set of columns per target. Filled by an
 * engine, each group by one thread; then read by the result. What was not fitted is NaN.
 */
public final class Estimates {

    private final int groups;
    private final long[] rowsSeen;
    private final double[][] medians;
    private final OfTarget[] targets;

    /**
     * Makes room.
     *
     * @param spec what is fitted
     * @param program the program that fits it
     * @param groups the number of groups
     */
    public Estimates(FitSpec spec, FitProgram program, int groups) {
        this.groups = groups;
        this.rowsSeen = new long[groups];
        this.medians = nan(spec.medians().size(), groups);
        this.targets = new OfTarget[spec.targets().size()];
        Arrays.setAll(targets, t -> new OfTarget(program, groups, spec.diagnostics()));
    }

    private static double[][] nan(int columns, int rows) {
        double[][] values = new double[columns][rows];
        for (double[] column : values) {
            Arrays.fill(column, Double.NaN);
        }
        return values;
    }

    /**
     * Returns the number of groups.
     *
     * @return the length of every column
     */
    public int groups() {
        return groups;
    }

    /**
     * Returns how many selected rows each group has.
     *
     * @return to be written by the engine
     */
    public long[] rowsSeen() {
        return rowsSeen;
    }

    /**
     * Returns the medians.
     *
     * @param index the place among the median columns
     * @return to be written by the engine
     */
    public double[] median(int index) {
        return medians[index];
    }

    /**
     * Returns a target's columns.
     *
     * @param index the place among the targets
     * @return to be written by the engine
     */
    public OfTarget target(int index) {
        return targets[index];
    }

    /** The columns of one target. */
    public static final class OfTarget {

        private final double[][] coefficients;
        private final double[][] errors;
        private final double[][] extras;
        private final long[] count;
        private final double[] rms;
        private final double[] chi2;
        private final double[] r2;
        private final FitStatus[] status;
        private final double[] mad;
        private final double[] conditionNumber;
        private final Map<Exclusion, long[]> excluded = new EnumMap<>(Exclusion.class);

        OfTarget(FitProgram program, int groups, boolean diagnostics) {
            this.coefficients = nan(program.terms().size(), groups);
            this.errors = nan(program.terms().size(), groups);
            this.extras = nan(program.extras().size(), groups);
            this.count = new long[groups];
            double[][] statistics = nan(3, groups);
            this.rms = statistics[0];
            this.chi2 = statistics[1];
            this.r2 = statistics[2];
            this.status = new FitStatus[groups];
            Arrays.fill(status, FitStatus.TOO_FEW_ROWS);
            double[][] more = nan(2, diagnostics ? groups : 0);
            this.mad = more[0];
            this.conditionNumber = more[1];
            for (Exclusion reason : Exclusion.values()) {
                excluded.put(reason, new long[diagnostics ? groups : 0]);
            }
        }

        /**
         * Copies one group's coefficients, errors, extras and condition number.
         *
         * @param group the group
         * @param fit what the program wrote
         */
        public void store(int group, GroupFit fit) {
            put(coefficients, group, fit.coefficients());
            put(errors, group, fit.errors());
            put(extras, group, fit.extras());
            if (conditionNumber.length > 0) {
                conditionNumber[group] = fit.conditionNumber();
            }
        }

        private static void put(double[][] columns, int group, double[] values) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][group] = values[c];
            }
        }

        /**
         * Sets a group's status.
         *
         * @param group the group
         * @param value how the fit went
         */
        public void status(int group, FitStatus value) {
            status[group] = value;
        }

        /**
         * Returns a group's status.
         *
         * @param group the group
         * @return how the fit went
         */
        public FitStatus status(int group) {
            return status[group];
        }

        /**
         * Returns a coefficient's column.
         *
         * @param term the place among the program's terms
         * @return one value per group
         */
        public double[] coefficient(int term) {
            return coefficients[term];
        }

        /**
         * Returns a standard error's column.
         *
         * @param term the place among the program's terms
         * @return one value per group
         */
        public double[] error(int term) {
            return errors[term];
        }

        /**
         * Returns a column of the program's own.
         *
         * @param extra the place among the program's extras
         * @return one value per group
         */
        public double[] extra(int extra) {
            return extras[extra];
        }

        /**
         * Returns how many rows were used.
         *
         * @return one number per group
         */
        public long[] count() {
            return count;
        }

        /**
         * Returns {@code sqrt(Σ w e² / (n − p))}.
         *
         * @return one value per group
         */
        public double[] rms() {
            return rms;
        }

        /**
         * Returns {@code Σ w e²}.
         *
         * @return one value per group
         */
        public double[] chi2() {
            return chi2;
        }

        /**
         * Returns the share of the variance that the model explains.
         *
         * @return one value per group
         */
        public double[] r2() {
            return r2;
        }

        /**
         * Returns the median of |e − median e|.
         *
         * @return one value per group; empty without diagnostics
         */
        public double[] mad() {
            return mad;
        }

        /**
         * Returns the condition number of the scaled design.
         *
         * @return one value per group; empty without diagnostics
         */
        public double[] conditionNumber() {
            return conditionNumber;
        }

        /**
         * Returns how many selected rows were left out for a reason.
         *
         * @param reason the reason
         * @return one number per group; empty without diagnostics
         */
        public long[] excluded(Exclusion reason) {
            return Objects.requireNonNull(excluded.get(reason));
        }
    }
}
