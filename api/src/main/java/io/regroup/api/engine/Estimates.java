package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Column;
import io.regroup.api.internal.Codes;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a fit produces, column by column: one entry per group, one set of columns per target. Filled by an
 * engine, each group by one thread, every group of every target: by writing its columns and its status, or by {@link
 * OfTarget#unfitted}. Then read by the result.
 */
public final class Estimates {

    private static final int STATISTICS = 3;
    private static final int DIAGNOSTICS = 2;

    /** From so many groups on it is worth clearing columns in several threads. */
    private static final int SHARED = 1 << 14;

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
     * @param threads how many threads may share the clearing of large arrays
     */
    public Estimates(FitSpec spec, FitProgram program, int groups, int threads) {
        int terms = program.terms().size();
        int statistics = terms == 0 ? 0 : STATISTICS + (spec.diagnostics() ? DIAGNOSTICS : 0);
        int[] extras = new int[spec.targets().size()];
        Arrays.setAll(extras, t -> program.forTarget(t).extras().size());
        double[][] columns = new double
                [spec.medians().size()
                        + extras.length * (2 * terms + statistics)
                        + Arrays.stream(extras).sum()][];
        int number = spec.targets().size();
        long[][] counts = new long[number][];
        byte[][] statuses = new byte[number][];
        long[][] seen = new long[1][];
        Workers.run(groups < SHARED ? 1 : threads, columns.length + number + 1, () -> c -> {
            if (c < columns.length) {
                columns[c] = new double[groups];
            } else if (c < columns.length + number) {
                counts[c - columns.length] = new long[groups];
                statuses[c - columns.length] = unwritten(groups);
            } else {
                seen[0] = new long[groups];
            }
        });
        Iterator<double[]> column = Arrays.asList(columns).iterator();
        this.groups = groups;
        this.rowsSeen = seen[0];
        this.medians = take(column, spec.medians().size());
        this.targets = new OfTarget[spec.targets().size()];
        List<String> reasons = program.reasons();
        Arrays.setAll(
                targets,
                t -> new OfTarget(column, counts[t], statuses[t], terms, extras[t], reasons, spec.diagnostics()));
    }

    private static byte[] unwritten(int groups) {
        byte[] status = new byte[groups];
        Arrays.fill(status, OfTarget.UNWRITTEN);
        return status;
    }

    private static double[][] take(Iterator<double[]> columns, int count) {
        double[][] taken = new double[count][];
        Arrays.setAll(taken, c -> columns.next());
        return taken;
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

    /**
     * Takes the numbers of some groups from elsewhere. Where a target has not been written there, what is known of it here stays.
     *
     * @param places where each of them goes
     * @param others as many groups, or more: the rest is left out
     */
    public void put(int[] places, Estimates others) {
        putCounts(places, others.rowsSeen, rowsSeen);
        putColumns(places, others.medians, medians);
        for (int t = 0; t < targets.length; t++) {
            targets[t].put(others.targets[t].written(places), others.targets[t]);
        }
    }

    private static void putColumns(int[] places, double[][] from, double[][] into) {
        for (int c = 0; c < into.length; c++) {
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0) {
                    into[c][places[i]] = from[c][i];
                }
            }
        }
    }

    private static void putCounts(int[] places, long[] from, long[] into) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                into[places[i]] = from[i];
            }
        }
    }

    private static void putCodes(int[] places, byte[] from, byte[] into) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                into[places[i]] = from[i];
            }
        }
    }

    /** The columns of one target. */
    public static final class OfTarget {

        private static final FitStatus[] STATUSES = FitStatus.values();
        private static final String[] NAMES =
                Arrays.stream(STATUSES).map(FitStatus::name).toArray(String[]::new);
        private static final byte UNWRITTEN = -1;
        private static final double[] NONE = new double[0];

        private final double[][] coefficients;
        private final double[][] errors;
        private final double[][] extras;
        private final long[] count;
        private final boolean hasStatistics;
        private final double[] rms;
        private final double[] chi2;
        private final double[] r2;
        private final byte[] status;
        private final @Nullable String[] reasonTexts;
        private final byte[] reason;
        private final double[] mad;
        private final double[] conditionNumber;
        private final Map<Exclusion, long[]> excluded = new EnumMap<>(Exclusion.class);

        OfTarget(
                Iterator<double[]> columns,
                long[] count,
                byte[] status,
                int terms,
                int extras,
                List<String> reasons,
                boolean diagnostics) {
            int groups = count.length;
            this.coefficients = take(columns, terms);
            this.errors = take(columns, terms);
            this.extras = take(columns, extras);
            this.count = count;
            this.hasStatistics = terms > 0;
            boolean diagnosed = hasStatistics && diagnostics;
            this.rms = hasStatistics ? columns.next() : NONE;
            this.chi2 = hasStatistics ? columns.next() : NONE;
            this.r2 = hasStatistics ? columns.next() : NONE;
            this.status = status;
            this.reasonTexts =
                    Stream.concat(Stream.of((String) null), reasons.stream()).toArray(String[]::new);
            this.reason = new byte[reasons.isEmpty() ? 0 : groups];
            this.mad = diagnosed ? columns.next() : NONE;
            this.conditionNumber = diagnosed ? columns.next() : NONE;
            for (Exclusion reason : Exclusion.values()) {
                excluded.put(reason, new long[diagnosed ? groups : 0]);
            }
        }

        /** Leaves out, as −1, the places of groups that have not been written. */
        private int[] written(int[] places) {
            int[] some = places.clone();
            for (int i = 0; i < some.length; i++) {
                some[i] = status[i] == UNWRITTEN ? -1 : places[i];
            }
            return some;
        }

        /** Takes some groups' numbers: that of the other's group i goes to {@code places[i]}, unless that is negative. */
        private void put(int[] places, OfTarget other) {
            putColumns(places, other.coefficients, coefficients);
            putColumns(places, other.errors, errors);
            putColumns(places, other.extras, extras);
            if (hasStatistics) {
                putColumns(places, new double[][] {other.rms, other.chi2, other.r2}, new double[][] {rms, chi2, r2});
            }
            if (mad.length > 0) {
                putColumns(
                        places, new double[][] {other.mad, other.conditionNumber}, new double[][] {mad, conditionNumber
                        });
                excluded.forEach((reason, counts) -> putCounts(places, other.excluded(reason), counts));
            }
            putCounts(places, other.count, count);
            putCodes(places, other.status, status);
            if (reason.length > 0) {
                putCodes(places, other.reason, reason);
            }
        }

        /**
         * Copies all that is known of one group; the other's extras and reasons are the first of these.
         *
         * @param group the group
         * @param other has the same terms, and no diagnostics
         */
        void takeGroup(int group, OfTarget other) {
            takeColumns(coefficients, group, other.coefficients);
            takeColumns(errors, group, other.errors);
            takeColumns(extras, group, other.extras);
            count[group] = other.count[group];
            rms[group] = other.rms[group];
            chi2[group] = other.chi2[group];
            r2[group] = other.r2[group];
            status[group] = other.status[group];
            if (reason.length > 0) {
                reason[group] = other.reason.length > 0 ? other.reason[group] : 0;
            }
        }

        private static void takeColumns(double[][] columns, int group, double[][] others) {
            for (int c = 0; c < others.length; c++) {
                columns[c][group] = others[c][group];
            }
        }

        /** Tells whether the program said something of a group. */
        boolean hasReason(int group) {
            return reason.length > 0 && reason[group] > 0;
        }

        /**
         * Copies one group's coefficients, errors, extras, reason and condition number.
         *
         * @param group the group
         * @param fit what the program wrote
         */
        public void store(int group, GroupFit fit) {
            put(coefficients, group, fit.coefficients());
            put(errors, group, fit.errors());
            put(extras, group, fit.extras());
            reason(group, fit.reason());
            if (conditionNumber.length > 0) {
                conditionNumber[group] = fit.conditionNumber();
            }
        }

        /**
         * Stores the number of rows that were used, and the statistics of their residuals.
         *
         * @param group the group
         * @param fit reports its rows, see {@link GroupFit#fittedRows}
         */
        void storeFitted(int group, GroupFit fit) {
            count[group] = fit.rowsUsed();
            chi2[group] = fit.chi2();
            rms[group] = fit.rms();
            r2[group] = fit.r2();
        }

        /**
         * Stores the statistics that a program reports itself. A program without terms has none.
         *
         * @param group the group
         * @param fit what the program wrote
         * @param rows how many rows were used
         */
        public void storeReported(int group, GroupFit fit, long rows) {
            if (!hasStatistics) {
                return;
            }
            chi2[group] = fit.chi2();
            r2[group] = fit.r2();
            rms[group] = fit.deviation(rows - fit.estimated());
            if (mad.length > 0) {
                mad[group] = Double.NaN;
            }
        }

        private static void put(double[][] columns, int group, double[] values) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][group] = values[c];
            }
        }

        /**
         * Marks a group that could not be fitted: all its numbers but the counts become NaN.
         *
         * @param group the group
         * @param value why
         */
        public void unfitted(int group, FitStatus value) {
            status(group, value);
            for (double[][] columns : new double[][][] {coefficients, errors, extras}) {
                for (double[] column : columns) {
                    column[group] = Double.NaN;
                }
            }
            if (hasStatistics) {
                rms[group] = Double.NaN;
                chi2[group] = Double.NaN;
                r2[group] = Double.NaN;
            }
            if (mad.length > 0) {
                mad[group] = Double.NaN;
                conditionNumber[group] = Double.NaN;
            }
        }

        /**
         * Returns the statuses as a column.
         *
         * @return one name per group
         * @throws IllegalStateException if the engine left out a group
         */
        public Column statuses() {
            boolean written = Codes.areBelow(status, NAMES.length);
            for (int group = 0; !written && group < status.length; group++) {
                if (status[group] == UNWRITTEN) {
                    throw new IllegalStateException("the engine is at fault: it left out group " + group);
                }
            }
            return Column.ofCodes(status, NAMES);
        }

        /**
         * Returns what the program said of groups.
         *
         * @return one text per group, missing where it said nothing; empty if its program never says anything
         */
        public Optional<Column> reasons() {
            return reasonTexts.length == 1 ? Optional.empty() : Optional.of(Column.ofCodes(reason, reasonTexts));
        }

        /**
         * Stores what the program said of a group.
         *
         * @param group the group
         * @param index the place among the program's reasons, or {@link GroupFit#NO_REASON}
         * @throws IndexOutOfBoundsException if there is no such reason
         */
        public void reason(int group, int index) {
            int code = Objects.checkIndex(index + 1, reasonTexts.length);
            if (reason.length > 0) {
                reason[group] = (byte) code;
            }
        }

        /**
         * Sets a group's status.
         *
         * @param group the group
         * @param value how the fit went
         */
        @SuppressWarnings("EnumOrdinal") // a byte per group, in this process only
        public void status(int group, FitStatus value) {
            status[group] = (byte) value.ordinal();
        }

        /**
         * Sets the same status for neighbouring groups.
         *
         * @param first the first group
         * @param count how many
         * @param value how their fits went
         */
        @SuppressWarnings("EnumOrdinal") // a byte per group, in this process only
        public void fillStatus(int first, int count, FitStatus value) {
            Arrays.fill(status, first, first + count, (byte) value.ordinal());
        }

        /**
         * Counts groups by their status.
         *
         * @return every status that occurs, with the number of groups
         */
        public Map<FitStatus, Long> countStatuses() {
            long[] counts = new long[STATUSES.length];
            for (byte code : status) {
                counts[code]++;
            }
            Map<FitStatus, Long> all = new EnumMap<>(FitStatus.class);
            for (int code = 0; code < counts.length; code++) {
                if (counts[code] > 0) {
                    all.put(STATUSES[code], counts[code]);
                }
            }
            return all;
        }

        /**
         * Returns a group's status.
         *
         * @param group the group
         * @return how the fit went
         */
        public FitStatus status(int group) {
            return STATUSES[status[group]];
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
