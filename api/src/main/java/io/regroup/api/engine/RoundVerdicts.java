package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows the next round of a sigma cut fits: those within the limit of the last round's fit. While rows are judged, notes for each
 * target and group whether any verdict differs from that of the round before. For several threads: flags are only ever raised,
 * and read once all rows have been judged.
 */
final class RoundVerdicts {

    private final FitSpec spec;
    private final FitProgram[] programs;
    private final double limit;
    private final @Nullable Estimates before;
    private final Estimates last;
    private final boolean[][] active;
    private final boolean[][] changed;
    private final boolean[][] dusty;

    /**
     * Prepares to judge rows.
     *
     * @param spec what is fitted, with its own targets
     * @param program fits it
     * @param limit how many times the rms a residual may be
     * @param before the fits by which rows were judged the last time, null if all rows were kept
     * @param last the fits of the rows that were kept then, by which they are judged now
     * @param active for each target, which groups go on; the rows of others are not fitted any more
     */
    RoundVerdicts(
            FitSpec spec,
            FitProgram program,
            double limit,
            @Nullable Estimates before,
            Estimates last,
            boolean[][] active) {
        this.spec = spec;
        this.programs = new FitProgram[spec.targets().size()];
        this.changed = new boolean[programs.length][last.groups()];
        this.dusty = new boolean[programs.length][last.groups()];
        this.limit = limit;
        this.before = before;
        this.last = last;
        this.active = active;
        for (int t = 0; t < programs.length; t++) {
            programs[t] = program.forTarget(t);
        }
    }

    /** Tells whether any row of a group is judged in another way than in the round before. */
    boolean changed(int target, int group) {
        return changed[target][group];
    }

    /** Tells whether the rms of a group's last fit is no larger than rounding errors of its target. */
    boolean dusty(int target, int group) {
        return dusty[target][group];
    }

    /** Makes what judges rows in one thread. */
    Judge judge() {
        return new Judge();
    }

    /** Judges rows, in one thread. */
    final class Judge {

        private final Model old = new Model();
        private final Model now = new Model();
        private final double[] row = new double[spec.features().size()];

        /**
         * Writes a target for the next round: NaN where the row is not to be fitted.
         *
         * @param target the place among the targets
         * @param features the columns of features
         * @param targets the columns of all targets
         * @param weights the column of weights, or null
         * @param from the first row
         * @param to the row after the last
         * @param groups the group of row {@code from + i} at i; negative for a key that is unknown
         * @param out receives the target of row i at {@code outFrom + i - from}
         */
        void write(
                int target,
                double[][] features,
                double[][] targets,
                double @Nullable [] weights,
                int from,
                int to,
                int[] groups,
                double[] out,
                int outFrom) {
            int current = -1;
            boolean goesOn = false;
            for (int i = from; i < to; i++) {
                int group = groups[i - from];
                if (group != current) {
                    current = group;
                    goesOn = group >= 0 && active[target][group];
                    if (goesOn) {
                        use(target, group);
                    }
                }
                out[outFrom + i - from] = goesOn
                                && usable(i, target, features, targets, weights)
                                && keeps(target, group, targets[target][i], weights == null ? 1 : weights[i])
                        ? targets[target][i]
                        : Double.NaN;
            }
        }

        private void use(int target, int group) {
            now.use(programs[target], last.target(target), group);
            if (before != null) {
                old.use(programs[target], before.target(target), group);
            }
        }

        /** Tells whether a row counts, and takes its features. */
        private boolean usable(
                int i, int target, double[][] features, double[][] targets, double @Nullable [] weights) {
            boolean finite = Double.isFinite(targets[target][i])
                    && (weights == null || (weights[i] > 0 && Double.isFinite(weights[i])));
            for (int j = 0; finite && j < row.length; j++) {
                row[j] = features[j][i];
                finite = Double.isFinite(row[j]);
            }
            for (int t = 0; finite && spec.rowUse() == RowUse.JOINT && t < targets.length; t++) {
                finite = Double.isFinite(targets[t][i]);
            }
            return finite;
        }

        private boolean keeps(int target, int group, double y, double weight) {
            double root = Math.sqrt(weight);
            boolean keep = now.keeps(y, root);
            if (keep != (before == null || old.keeps(y, root))) {
                changed[target][group] = true;
            }
            if (now.isDust(y, root)) {
                dusty[target][group] = true;
            }
            return keep;
        }

        /** One fit of a group. */
        private final class Model {

            private FitProgram program = programs[0];
            private double[] coefficients = new double[0];
            private double[] extras = new double[0];
            private double rms;

            void use(FitProgram fitted, Estimates.OfTarget fits, int group) {
                program = fitted;
                int terms = fitted.terms().size();
                int own = fitted.extras().size();
                coefficients = coefficients.length == terms ? coefficients : new double[terms];
                extras = extras.length == own ? extras : new double[own];
                for (int k = 0; k < terms; k++) {
                    coefficients[k] = fits.coefficient(k)[group];
                }
                for (int k = 0; k < own; k++) {
                    extras[k] = fits.extra(k)[group];
                }
                rms = fits.rms()[group];
            }

            boolean keeps(double y, double root) {
                return Math.abs(root * (y - program.predict(coefficients, extras, row))) <= limit * rms;
            }

            boolean isDust(double y, double root) {
                return SigmaCutFitter.ROUNDING * Math.abs(root * y) >= rms;
            }
        }
    }

    /** Returns the columns that judging a row takes, besides its keys, in the order of features, targets and weight. */
    static List<String> columns(FitSpec spec) {
        List<String> names = new ArrayList<>(spec.features());
        names.addAll(spec.targets());
        if (spec.weight() != null) {
            names.add(Objects.requireNonNull(spec.weight()));
        }
        return names;
    }
}
