package io.regroup.crossvalidation;

import io.regroup.api.SigmaCut;
import io.regroup.crossvalidation.internal.ExactFit;
import io.regroup.crossvalidation.internal.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sigma cut of ordinary least squares, written down once more as plainly as possible: sets of rows, exact fits, medians by
 * sorting. Rows are all usable.
 */
final class PlainSigmaCut {

    private final double[][] x;
    private final double[] y;
    private final double @Nullable [] w;
    private final SigmaCut cut;

    /** The rows that are kept. */
    List<Integer> kept;

    /** The fit of these. */
    ExactFit fit;

    int refits;
    boolean settled = true;
    boolean tooFew;

    /** Whether a row that was rejected was kept later. */
    boolean cameBack;

    /** K s of the last fit, NaN if the rows that are kept are not those within it. */
    double limit = Double.NaN;

    /** How near any residual came to a limit, relative to it: verdicts on rows nearer than rounding errors mean nothing. */
    double margin = Double.POSITIVE_INFINITY;

    PlainSigmaCut(double[][] x, double[] y, double @Nullable [] w, SigmaCut cut, int minRows) {
        this.x = x;
        this.y = y;
        this.w = w;
        this.cut = cut;
        this.kept = IntStream.range(0, y.length).boxed().toList();
        this.fit = fit(kept);
        while (true) {
            double scale = scale();
            if (scale == 0 || Double.isNaN(scale)) {
                return;
            }
            double most = cut.limit() * scale;
            List<Integer> next = new ArrayList<>();
            for (int i = 0; i < y.length; i++) {
                margin = Math.min(margin, Math.abs(Math.abs(scaled(i)) - most) / most);
                if (Math.abs(scaled(i)) <= most) {
                    next.add(i);
                }
            }
            if (next.equals(kept)) {
                limit = most;
                return;
            }
            if (next.size() < Math.max(minRows, x.length + 2)) {
                tooFew = true;
                return;
            }
            if (refits == 10) {
                settled = false;
                return;
            }
            cameBack |= !kept.containsAll(next);
            kept = next;
            fit = fit(kept);
            refits++;
        }
    }

    private ExactFit fit(List<Integer> rows) {
        double[][] features = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            double[] feature = x[j];
            features[j] = take(rows, i -> feature[i]);
        }
        double[] weights = w;
        return new ExactFit(
                features, take(rows, i -> y[i]), weights == null ? null : take(rows, i -> weights[i]), true);
    }

    private static double[] take(List<Integer> rows, IntToDoubleFunction value) {
        return rows.stream().mapToDouble(value::applyAsDouble).toArray();
    }

    private double scale() {
        if (cut.mode() == SigmaCut.Mode.RMS) {
            double squares =
                    kept.stream().mapToDouble(i -> scaled(i) * scaled(i)).sum();
            return Math.sqrt(squares / (kept.size() - x.length - 1));
        }
        double[] r = IntStream.range(0, y.length).mapToDouble(this::scaled).toArray();
        double median = Medians.bySorting(r);
        return 1.4826
                * Medians.bySorting(IntStream.range(0, r.length)
                        .mapToDouble(i -> Math.abs(r[i] - median))
                        .toArray());
    }

    private double scaled(int i) {
        return residual(i) * (w == null ? 1 : Math.sqrt(w[i]));
    }

    /** How many rows there are. */
    int usable() {
        return y.length;
    }

    /** The residual of any row about the last fit. */
    double residual(int i) {
        double[] b = fit.solution.coefficients;
        double predicted = b[0];
        for (int j = 0; j < x.length; j++) {
            predicted += b[1 + j] * x[j][i];
        }
        return y[i] - predicted;
    }

    /** The median deviation of all rows about the last fit. */
    double mad() {
        double[] e = IntStream.range(0, y.length).mapToDouble(this::residual).toArray();
        double median = Medians.bySorting(e);
        return Medians.bySorting(IntStream.range(0, e.length)
                .mapToDouble(i -> Math.abs(e[i] - median))
                .toArray());
    }
}
